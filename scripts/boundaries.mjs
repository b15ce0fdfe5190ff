// Runs the rules of the house over the tree, then proves that they bite: for each rule a violation is planted in a
// scratch tree, and the check fails unless exactly that rule reports it. It also fails when nothing was cruised.
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise } from "dependency-cruiser";
import { transformSync } from "esbuild";
import config from "../.dependency-cruiser.mjs";

const ROOTS = [
  "app",
  "components",
  "lib",
  "edge",
  "cli",
  "test",
  "e2e",
  "prisma",
  "proxy.ts",
  "server.ts",
  "instrumentation.ts",
  "instrumentation-client.ts",
];

/** rule → files which break it */
const PLANTED = {
  "no-cycles": {
    "lib/keys/a.ts": 'import "./b"; export const a = 1;',
    "lib/keys/b.ts": 'import "./a"; export const b = 1;',
  },
  "core-is-pure": {
    "lib/edge/check.ts": 'import { readFileSync } from "node:fs"; export const x = readFileSync;',
  },
  "std-imports-nothing": { "lib/std/id.ts": 'import { z } from "zod"; export const x = z;' },
  "lib-knows-no-screen": {
    "lib/keys/a.ts": 'import { x } from "../../app/x"; export const y = x;',
    "app/x.ts": "export const x = 1;",
  },
  "components-call-no-verbs": {
    "components/keys/a.tsx": 'import { x } from "../../lib/keys/create"; export const y = x;',
    "lib/keys/create.ts": "export const x = 1;",
  },
  "components-reach-no-server": {
    "components/keys/a.tsx": 'import { x } from "../../lib/keys/schemas"; export const y = x;',
    "lib/keys/schemas.ts": 'import { x as z } from "../env"; export const x = z;',
    "lib/env.ts": "export const x = 1;",
  },
  "app-routes-only": {
    "app/a.ts": 'import { x } from "../lib/db/client"; export const y = x;',
    "lib/db/client.ts": "export const x = 1;",
  },
  "database-behind-lib": {
    "proxy.ts": 'import { x } from "./lib/db/client"; export const y = x;',
    "lib/db/client.ts": "export const x = 1;",
  },
  "one-prisma-client": {
    "lib/keys/a.ts": 'import { Prisma } from "@prisma/client"; export const y = Prisma;',
  },
  "domains-meet-at-verbs": {
    "lib/keys/a.ts": 'import { x } from "../orgs/internal"; export const y = x;',
    "lib/orgs/internal.ts": "export const x = 1;",
  },
  "internal-is-internal": {
    "app/a.ts": 'import { x } from "../lib/orgs/internal"; export const y = x;',
    "lib/orgs/internal.ts": "export const x = 1;",
  },
  "schemas-are-client-safe": {
    "lib/keys/schemas.ts": 'import { readFileSync } from "node:fs"; export const x = readFileSync;',
  },
  "shipped-code-has-no-test-tools": { "lib/keys/a.ts": 'import fc from "fast-check"; export const y = fc;' },
};

/** Cruises a scratch tree made of `files` (path → TypeScript). */
async function violationsIn(files) {
  const scratch = mkdtempSync(join(tmpdir(), "keyward-boundaries-"));
  try {
    symlinkSync(join(process.cwd(), "node_modules"), join(scratch, "node_modules"));
    copyFileSync("package.json", join(scratch, "package.json"));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(scratch, path)), { recursive: true });
      writeFileSync(join(scratch, path), /\.tsx?$/.test(path) ? strip(path, text) : text);
    }
    const roots = [...new Set(Object.keys(files).map((path) => path.split("/")[0] ?? path))];
    const options = {
      ...config.options,
      ruleSet: { forbidden: config.forbidden },
      validate: true,
      baseDir: scratch,
    };
    const { output } = await cruise(roots, options, { alias: { "@": scratch } });
    return { modules: output.summary.totalCruised, violations: output.summary.violations };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * Plain JavaScript with the imports that run. TypeScript 7 has no compiler API to parse with, and the other parser the
 * cruiser knows does not read JSX; types carry no code, so they may cross any border.
 */
function strip(path, text) {
  const tsconfigRaw = { compilerOptions: { verbatimModuleSyntax: true, jsx: "react-jsx" } };
  return transformSync(text, { loader: path.endsWith("x") ? "tsx" : "ts", tsconfigRaw }).code;
}

function tree() {
  const isSource = (path) =>
    /\.tsx?$/.test(path) && ROOTS.some((root) => path === root || path.startsWith(`${root}/`));
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
    encoding: "utf8",
    maxBuffer: 1e8,
  }).split("\n");
  const generated = readdirSync("lib/db/generated", { recursive: true }).map(
    (file) => `lib/db/generated/${file}`,
  );
  return Object.fromEntries(
    [...listed, ...generated]
      .filter((path) => isSource(path) && existsSync(path))
      .map((path) => [path, readFileSync(path, "utf8")]),
  );
}

let failed = false;

for (const { name } of config.forbidden) {
  const files = PLANTED[name];
  const caught =
    files && (await violationsIn(files)).violations.some((violation) => violation.rule.name === name);
  if (!caught) {
    failed = true;
    console.error(
      files ? `The rule ${name} let a planted violation pass.` : `The rule ${name} has no planted violation.`,
    );
  }
}

const { modules, violations } = await violationsIn(tree());
for (const { rule, from, to, cycle } of violations) {
  const reason = config.forbidden.find(({ name }) => name === rule.name)?.comment ?? "";
  const route = cycle?.length ? cycle.map((step) => step.name ?? step).join(" → ") : to;
  console.error(`${rule.name}: ${from} → ${route}\n    ${reason}`);
}
if (modules === 0) console.error("No module was cruised: the parser is missing, so nothing was checked.");
console.log(
  `boundaries: ${modules} modules, ${config.forbidden.length} rules, ${violations.length} violations`,
);
process.exit(failed || modules === 0 || violations.length > 0 ? 1 : 0);
