import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Settings that may also come from a file (`…_FILE`) or from what a command prints (`…_COMMAND`). */
const NAMES = [
  "KEYWARD_MASTER_KEY",
  "KEYWARD_PEPPER",
  "KEYWARD_EDGE_KEY",
  "NEXTAUTH_SECRET",
  "GATEWAY_SECRET",
  "OIDC_CLIENT_SECRET",
] as const;

const COMMAND_LIMIT_MS = 15_000;

type Variables = Record<string, string | undefined>;

/**
 * The same variables with every key filled in from its file or command (a vault's client, say).
 *
 * White space at both ends is dropped. A command has 15 seconds and is run by the shell. The value itself is in no message.
 * @throws {Error} When a key is given in two ways, or its file or command fails.
 */
export function withExternalKeys(variables: Variables): Variables {
  const resolved = { ...variables };
  for (const name of NAMES) {
    const given = [name, `${name}_FILE`, `${name}_COMMAND`].filter(
      (variant) => variables[variant] !== undefined,
    );
    if (given.length > 1) throw new Error(`Keyward cannot start: set only one of ${given.join(", ")}.`);
    const file = variables[`${name}_FILE`];
    if (file !== undefined) resolved[name] = read(`${name}_FILE`, () => readFileSync(file, "utf8"));
    const command = variables[`${name}_COMMAND`];
    if (command !== undefined) resolved[name] = read(`${name}_COMMAND`, () => run(command));
  }
  return resolved;
}

function run(command: string): string {
  return execFileSync("/bin/sh", ["-c", command], {
    encoding: "utf8",
    timeout: COMMAND_LIMIT_MS,
    stdio: ["ignore", "pipe", "ignore"],
  });
}

function read(setting: string, source: () => string): string {
  try {
    return source().trim();
  } catch (error) {
    // The error of a command carries its output, which may be the key.
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    throw new Error(`Keyward cannot start: ${setting} could not be read${code}.`);
  }
}
