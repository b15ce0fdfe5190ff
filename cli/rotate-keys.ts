// npm run keys:rotate -- <status | add | promote | seal | remove> [master | pepper | edge]: replaces one of the installation's own keys, a step
// at a time, in the database of DATABASE_URL, or else of the embedded one in .data. README.md, "Rotating Keyward's own keys", says when to
// do which.
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { closePool } from "@/lib/db/pool";
import { DomainError, isDomainError } from "@/lib/errors/domain-error";
import { readMaterial } from "@/lib/material/overview";
import type { RingOverview } from "@/lib/material/overview-schema";
import { recordRun } from "@/lib/material/request-run";
import { withNewestInFront, withNewVersion, withoutFormer } from "@/lib/material/ring-text";
import { runPending } from "@/lib/material/run-pending";
import { RING_NAMES, RING_SETTINGS, type RingName } from "@/lib/sealing/keyring";
import { ringFile } from "@/lib/sealing/ring-files";
import { operatorCtx, withDatabase } from "./operator/with-database";

const NEXT: Readonly<Record<RingOverview["step"], string>> = {
  mend: "two instances hold different keys under the same version: mend that first",
  add: "give the newest version to every instance, behind the one that seals",
  promote: "put the newest version in front: keys:rotate -- promote, on every instance",
  settle: "wait a few seconds",
  seal: "seal again what is under a former version: keys:rotate -- seal",
  wait: "it is being sealed again",
  remove: "nothing needs the former version: keys:rotate -- remove, on every instance",
  rest: "nothing; to begin, keys:rotate -- add",
};
const TAKE_UP =
  "Have every instance take it up: kill -HUP where it comes from a file, a new start otherwise.";

const LOOK_EVERY_MS = 2_000;

// Before the keys of the embedded database are filled in.
const given = { ...process.env };

const [command = "status", name] = parseArgs({ allowPositionals: true }).positionals;

await withDatabase(async (dataDir) => {
  try {
    if (command === "status") await tell();
    else await change(ringNamed(name), dataDir);
  } finally {
    await closePool();
  }
});

async function change(ring: RingName, dataDir: string): Promise<void> {
  if (command === "add") rewrite(ring, dataDir, withNewVersion);
  else if (command === "promote") rewrite(ring, dataDir, withNewestInFront);
  else if (command === "seal") await sealAgain(ring);
  else if (command === "remove") await remove(ring, dataDir);
  else throw refusal("Say what to do: status, add, promote, seal or remove.");
}

function ringNamed(sought: string | undefined): RingName {
  const ring = RING_NAMES.find((known) => known === sought);
  if (ring === undefined) throw refusal(`Say which ring: ${RING_NAMES.join(", ")}.`);
  return ring;
}

function refusal(message: string): DomainError {
  return new DomainError("invalid_input", { message });
}

function rewrite(ring: RingName, dataDir: string, edit: (text: string) => string): void {
  const file = ringFile(ring, given, dataDir);
  if (file === null) {
    throw refusal(
      `${RING_SETTINGS[ring]} does not come from a file here. Change it where it lives; README.md says how.`,
    );
  }
  if (command === "add" && file.text.includes(",")) {
    throw refusal(`${file.path} holds more than one version: finish that rotation first.`);
  }
  const text = edit(file.text);
  file.write(text);
  const versions = text.split(",").map((entry) => entry.split(":")[0]);
  console.log(`${file.path} holds version ${versions.join(", then ")}. ${TAKE_UP}`);
}

async function tell(): Promise<void> {
  const { rings } = await readMaterial(new Date());
  for (const ring of rings) {
    console.log(`${ring.setting}: seals with version ${ring.sealing}, newest ${ring.newest}`);
    for (const { label, rows } of ring.places) {
      const counts = Object.entries(rows).map(([version, count]) => `${count} under version ${version}`);
      console.log(`  ${label}: ${counts.join(", ") || "none"}`);
    }
    for (const { host, kind, standing, versions } of ring.instances) {
      console.log(`  ${kind} on ${host}: versions ${versions.join(", ") || "unknown"} (${standing})`);
    }
    if (ring.run?.failure) console.log(`  ${ring.run.failure}`);
    console.log(`  Next: ${NEXT[ring.step]}`);
  }
}

async function sealAgain(ring: RingName): Promise<void> {
  await recordRun(operatorCtx("keys:rotate"), ring).catch((error: unknown) => {
    // Somebody asked for it already: this only helps.
    if (!isDomainError(error) || error.code !== "conflict") throw error;
  });
  for (let told = ""; ; ) {
    await runPending();
    const run = (await readMaterial(new Date())).rings.find(({ name }) => name === ring)?.run;
    if (run?.finishedAt) {
      console.log(
        `${run.resealed} rows sealed again, ${run.proved} proved. Version ${run.toVersion} is enough.`,
      );
      return;
    }
    const news = `${run?.resealed ?? 0} rows so far. ${run?.failure ?? ""}`.trim();
    if (news !== told) console.log(news);
    told = news;
    await sleep(LOOK_EVERY_MS);
  }
}

async function remove(ring: RingName, dataDir: string): Promise<void> {
  const found = (await readMaterial(new Date())).rings.find(({ name }) => name === ring);
  // Elsewhere it may be out already, which leaves the step at rest.
  if (found === undefined || found.left > 0 || !["remove", "rest"].includes(found.step)) {
    throw refusal(`Not yet. Next: ${found ? NEXT[found.step] : "hold the ring"}.`);
  }
  rewrite(ring, dataDir, withoutFormer);
}
