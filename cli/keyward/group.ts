import { rmSync } from "node:fs";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { type Api, ApiRefused, apiOf, type JsonObject } from "./api";
import { secretSink } from "./show-key";
import { EXIT, plain, type Terminal, UsageError } from "./terminal";

export const TEXT = { type: "string" } as const;
export const MANY = { type: "string", multiple: true } as const;
export const FLAG = { type: "boolean" } as const;

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** What one command is given: the API, its options, and the ID it was named. */
export type Doing = { api: Api; values: Values; id: string; terminal: Terminal };

/** What the first argument of a command names. */
type Named = { words: string; pattern: RegExp };

/** One command of a group. */
export type Command = {
  options: NonNullable<ParseArgsConfig["options"]>;
  /** `null`: it takes no argument. */
  of: Named | null;
  run: (doing: Doing) => Promise<void>;
};

/**
 * Runs one command of a group that speaks the management API, and answers its exit code. `--json` is an option of each.
 * @throws {UsageError} For what is no command of it, and for arguments that are none of the command's.
 */
export async function runGroup(
  group: string,
  commands: Readonly<Record<string, Command>>,
  [name = "", ...args]: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new UsageError(`There is no command "${group} ${name}".`);
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...command.options, json: FLAG },
  });
  const [id = "", ...others] = positionals;
  if (command.of !== null && !command.of.pattern.test(id)) {
    throw new UsageError(`Name ${command.of.words}.`);
  }
  if (others.length > 0 || (command.of === null && id !== "")) {
    throw new UsageError(`"${[id, ...others].at(-1)}" is one argument too many.`);
  }
  try {
    await command.run({ api: apiOf(terminal), values: values as Values, id, terminal });
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof ApiRefused)) throw error;
    terminal.err(error.message.split("\n").map(plain).join("\n"));
    return EXIT.no;
  }
}

/**
 * Asks for something whose answer holds a secret: has the place for it ready before there is one, and takes it away again when
 * there will be none. `say` puts the rest into words.
 */
export async function withSecret(
  { values, terminal }: Doing,
  say: (rest: JsonObject) => string,
  ask: () => Promise<JsonObject>,
): Promise<void> {
  const path = text(values, "secret-file");
  const sink = secretSink(path, terminal);
  const { secret, ...rest } = await ask().catch((error: unknown) => {
    if (path !== undefined) rmSync(path, { force: true });
    throw error;
  });
  if (values.json === true) {
    terminal.out(JSON.stringify(path === undefined ? { ...rest, secret: secret ?? null } : rest));
    if (path !== undefined) sink(String(secret));
    return;
  }
  terminal.err(say(rest));
  // Alone on standard output, so that a script can take it from there.
  sink(String(secret));
}

/** The fields of a body that were given. */
export function given(body: { [name: string]: JsonObject[string] | undefined }): JsonObject {
  const entries = Object.entries(body).filter(
    (entry): entry is [string, JsonObject[string]] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}

/** An option that takes one text. */
export function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

/** An option that can be given many times. */
export function all(values: Values, name: string): string[] | undefined {
  const value = values[name];
  return Array.isArray(value) ? value.map(String) : undefined;
}
