// What a browser has to fetch before a page is alive: JavaScript named by its HTML, compressed, against a budget for every page of
// the dashboard; beside it what a page that nobody touches has fetched in all; and Lighthouse on the pages people see first.
// Run: node --import tsx bench/pages.ts
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import { lighthouse } from "./lighthouse";

const PORT = 41_803;
const URL_OF = `http://localhost:${PORT}`;
const GOAL_KB = 200;
const UNTOUCHED_MS = 3_000;
const ORG = "/o/fernwood-logistics";
const DEBUG_PORT = 41_804;

// As somebody sees them who is not signed in: whoever is gets sent on from the second.
const PUBLIC_PAGES = ["/", "/sign-in", "/docs"];
const PAGES = [
  `${ORG}/keys`,
  `${ORG}/keys/new`,
  `${ORG}/keys/[key]`,
  `${ORG}/keys/[key]/edit`,
  `${ORG}/keys/[key]/rotation`,
  `${ORG}/keys/hygiene`,
  `${ORG}/keys/trash`,
  `${ORG}/analytics`,
  `${ORG}/analytics/requests`,
  `${ORG}/analytics/report`,
  `${ORG}/alerts`,
  `${ORG}/alerts/rules`,
  `${ORG}/requests`,
  `${ORG}/requests/new`,
  `${ORG}/map`,
  `${ORG}/members`,
  `${ORG}/audit`,
  `${ORG}/notices`,
  `${ORG}/notices/preferences`,
  `${ORG}/leak`,
  `${ORG}/settings/policies`,
  `${ORG}/settings/policies/restrictions`,
  `${ORG}/settings/tokens`,
  `${ORG}/settings/webhooks`,
];

type Demo = {
  accounts: { email: string; password: string; role: string }[];
  keys: { id: string; org?: string }[];
};

const dataDir = mkdtempSync(join(tmpdir(), "keyward-bench-pages-"));
chmodSync(dataDir, 0o711);
let demo: ChildProcess | undefined;

try {
  demo = spawn("node_modules/.bin/tsx", ["cli/demo.ts", "--reset"], {
    env: { ...process.env, PORT: String(PORT), DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await saying(demo, "Keyward is ready");
  const facts = JSON.parse(readFileSync(join(dataDir, "demo.json"), "utf8")) as Demo;
  const owner = facts.accounts.find(({ role }) => role === "owner");
  if (owner === undefined) throw new Error("The demo has no owner.");
  await measure(owner, facts.keys[0]?.id ?? "");
} finally {
  demo?.kill("SIGTERM");
  if (demo !== undefined && demo.exitCode === null) await once(demo, "exit");
  rmSync(dataDir, { recursive: true, force: true });
}

async function measure(
  { email, password }: { email: string; password: string },
  keyId: string,
): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", `--remote-debugging-port=${DEBUG_PORT}`],
  });
  try {
    const stranger = await browser.newContext({ baseURL: URL_OF });
    const member = await browser.newContext({ baseURL: URL_OF });
    const page = await member.newPage();
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    await page.close();

    console.log("first load of JavaScript, brotli, kB                     files       kB  untouched");
    for (const path of PUBLIC_PAGES) await weigh(path, path, stranger);
    for (const path of PAGES) await weigh(path, path.replace("[key]", keyId), member);

    const keys = `${ORG}/keys`;
    const analytics = `${ORG}/analytics`;
    const cookie = await cookieOf(member);
    await lighthouse(DEBUG_PORT, [
      { name: "/", url: `${URL_OF}/`, isFound: true },
      { name: keys, url: `${URL_OF}${keys}`, cookie },
      { name: analytics, url: `${URL_OF}${analytics}`, cookie },
    ]);
  } finally {
    await browser.close();
  }
}

async function weigh(name: string, path: string, context: BrowserContext): Promise<void> {
  const { files, bytes } = await firstLoad(path, await cookieOf(context));
  const kB = bytes / 1_000;
  const inAll = (await untouched(context, path)) / 1_000;
  console.log(
    `${name.padEnd(54)} ${String(files).padStart(6)} ${kB.toFixed(1).padStart(8)} ${inAll.toFixed(1).padStart(10)}`,
  );
  if (kB <= GOAL_KB) return;
  console.log(`  missed: over ${GOAL_KB} kB`);
  process.exitCode = 1;
}

async function cookieOf(context: BrowserContext): Promise<string> {
  return (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** Every script that the HTML of a page names or hints at, once. What a page fetches later, such as charts, is not in it. */
async function firstLoad(path: string, cookie: string): Promise<{ files: number; bytes: number }> {
  // A page that sends somebody on is not the page to be measured.
  const answer = await fetch(`${URL_OF}${path}`, { headers: { cookie }, redirect: "manual" });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
  const html = await answer.text();
  const scripts = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)];
  const hints = [...html.matchAll(/<link[^>]*\shref="([^"]+\.js[^"]*)"[^>]*>/g)];
  const named = [...scripts, ...hints].filter(([tag]) => !tag.includes("noModule"));
  const files = [...new Set(named.map(([, src = ""]) => src))];
  const sizes = await Promise.all(
    files.map(async (src) => {
      const script = await fetch(new URL(src.replaceAll("&amp;", "&"), URL_OF), {
        headers: { "accept-encoding": "br" },
      });
      const bytes = Buffer.from(await script.arrayBuffer());
      // As it went over the wire.
      const isCompressed = script.headers.has("content-encoding");
      return isCompressed ? Number(script.headers.get("content-length")) : bytes.length;
    }),
  );
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** Bytes of scripts, as they went over the wire, of a page that is opened and left alone for a while: charts and all. */
async function untouched(context: BrowserContext, path: string): Promise<number> {
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send("Network.enable");
  await wire.send("Network.setCacheDisabled", { cacheDisabled: true });
  const scripts = new Set<string>();
  let bytes = 0;
  wire.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(path, { waitUntil: "load" });
  await page.waitForTimeout(UNTOUCHED_MS);
  await page.close();
  return bytes;
}

function saying(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (chunk) => {
      said += String(chunk);
      if (said.includes(words)) resolve();
    });
    child.once("exit", () => reject(new Error(`It stopped before saying "${words}":\n${said}`)));
  });
}
