#!/usr/bin/env node
// keyward: looks for our secrets in files, and manages keys through the management API. Uses nothing that is not part of Node,
// so that its bundle is one file to hand on.
import { run } from "./keyward/run";

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  folder: process.cwd(),
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
