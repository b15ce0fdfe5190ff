import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";

/** Runs a program to its end. Rejects with its name when it fails. */
export async function runToEnd(program: string, args: string[], options: SpawnOptions = {}): Promise<void> {
  const child = spawn(program, args, { stdio: "inherit", ...options });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`${[program, ...args].join(" ")} failed (exit ${code ?? "by signal"}).`);
}

/** Asks a child to stop, waits for it, and ends it the hard way only when it does not. */
export async function stopChild(child: ChildProcess, graceMs = 15_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const hard = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await gone;
  clearTimeout(hard);
}
