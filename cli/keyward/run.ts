import { KEYS_HELP, keysCommand } from "./keys-command";
import { SCAN_HELP, scanCommand } from "./scan-command";
import { EXIT, type Terminal, UsageError } from "./terminal";
import { WEBHOOKS_HELP, webhooksCommand } from "./webhooks-command";

const COMMANDS = {
  scan: { run: scanCommand, help: SCAN_HELP },
  keys: { run: keysCommand, help: KEYS_HELP },
  webhooks: { run: webhooksCommand, help: WEBHOOKS_HELP },
} as const;

/** Runs one command line and answers its exit code. Nothing is thrown for what a person can mend. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name = "", ...rest] = args;
  const isAsking = args.includes("--help") || args.includes("-h") || name === "help" || name === "";
  const command = Object.entries(COMMANDS).find(([one]) => one === (name === "help" ? rest[0] : name))?.[1];
  if (isAsking) {
    terminal.out(command?.help ?? `${SCAN_HELP}\n\n${KEYS_HELP}\n\n${WEBHOOKS_HELP}`);
    return EXIT.ok;
  }
  try {
    if (command === undefined) throw new UsageError(`There is no command "${name}".`);
    return await command.run(rest, terminal);
  } catch (error) {
    if (!isUsageError(error)) throw error;
    terminal.err(`${error.message}\nkeyward help ${command === undefined ? "" : name} says more.`);
    return EXIT.fault;
  }
}

/** Ours, or one of `parseArgs`, whose messages name the argument. */
function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("ERR_PARSE_ARGS");
}
