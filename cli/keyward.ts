#!/usr/bin/env node
// keyward: looks for our secrets in files, and manages keys through the management API. Uses nothing that is not part of Node,
// so that its bundle is one file to hand on.
import { buffer } from "node:stream/consumers";
import { run } from "./keyward/run";
import { EXIT } from "./keyward/terminal";

const terminal = {
  env: process.env,
  folder: process.cwd(),
  input: () => buffer(process.stdin),
  out: (line: string) => process.stdout.write(`${line}\n`),
  err: (line: string) => process.stderr.write(`${line}\n`),
};

// A fault of ours must not look like a finding: Node itself would exit with 1.
process.exitCode = await run(process.argv.slice(2), terminal).catch((error: unknown) => {
  terminal.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.fault;
});
