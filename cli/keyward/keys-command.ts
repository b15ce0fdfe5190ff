import { rmSync } from "node:fs";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { type Api, ApiRefused, apiOf, type JsonObject } from "./api";
import { secondsOf } from "./duration";
import { keyLine, keyText, secretSink } from "./show-key";
import { EXIT, plain, type Terminal, UsageError } from "./terminal";

export const KEYS_HELP = `keyward keys list [--q <text>] [--status <status>] [--product <slug>] [--limit <n>] [--all]
keyward keys get <key ID>
keyward keys create --name <name> --product <slug> … [--access read] [--billing-type <type>]
             [--domain <pattern> …] [--ip <network> …] [--expires-at <time>] [--note <text>] [--tag <tag> …]
keyward keys edit <key ID> [the options of create]
keyward keys rotate <key ID> --overlap <0|30m|24h|2d> [--from-first-use] [--end-retiring]
keyward keys finish|cancel <key ID>             end a rotation, or take it back
keyward keys extend <key ID> --overlap <time>   counted from the rotation
keyward keys disable|enable|delete|restore <key ID>
keyward keys usage <key ID> [--from <time>] [--to <time>] [--interval minute|hour|day]

--reason <text>         why, for the audit log
--secret-file <path>    create, rotate: writes the new secret there (readable for you only) and does not print it
--json                  the API's own answer

KEYWARD_URL is the dashboard's address, KEYWARD_TOKEN a management token. Never pass a token as an argument:
other users of the machine can read it.`;

const TEXT = { type: "string" } as const;
const MANY = { type: "string", multiple: true } as const;
const FLAG = { type: "boolean" } as const;

const ABOUT = {
  name: TEXT,
  product: MANY,
  access: TEXT,
  "billing-type": TEXT,
  domain: MANY,
  ip: MANY,
} as const;
const MORE = { "expires-at": TEXT, note: TEXT, tag: MANY } as const;

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
type Doing = { api: Api; values: Values; keyId: string; terminal: Terminal };

type Command = {
  options: NonNullable<ParseArgsConfig["options"]>;
  /** Whether the first argument is a key ID. */
  isOfKey: boolean;
  run: (doing: Doing) => Promise<void>;
};

const COMMANDS: Readonly<Record<string, Command>> = {
  list: {
    options: { q: TEXT, status: TEXT, product: TEXT, limit: TEXT, all: FLAG },
    isOfKey: false,
    run: listKeys,
  },
  get: { options: {}, isOfKey: true, run: (doing) => show(doing, "GET", "") },
  create: { options: { ...ABOUT, ...MORE, "secret-file": TEXT }, isOfKey: false, run: createKey },
  edit: {
    options: { ...ABOUT, ...MORE, reason: TEXT },
    isOfKey: true,
    run: (doing) => show(doing, "PATCH", "", { ...fields(doing.values), ...why(doing.values) }),
  },
  rotate: {
    options: {
      overlap: TEXT,
      "from-first-use": FLAG,
      "end-retiring": FLAG,
      "secret-file": TEXT,
      reason: TEXT,
    },
    isOfKey: true,
    run: rotateKey,
  },
  finish: post("/rotation/finish"),
  cancel: post("/rotation/cancel"),
  extend: {
    options: { overlap: TEXT, reason: TEXT },
    isOfKey: true,
    run: (doing) =>
      show(doing, "POST", "/rotation/extend", { ...overlap(doing.values), ...why(doing.values) }),
  },
  disable: post("/disable"),
  enable: post("/enable"),
  restore: { options: {}, isOfKey: true, run: (doing) => show(doing, "POST", "/restore", {}) },
  delete: { options: { reason: TEXT }, isOfKey: true, run: deleteKey },
  usage: { options: { from: TEXT, to: TEXT, interval: TEXT }, isOfKey: true, run: showUsage },
};

/** `keyward keys …`: the management API from a terminal. */
export async function keysCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name = "", ...rest] = args;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new UsageError(`There is no command "keys ${name}".`);
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: { ...command.options, json: FLAG },
  });
  const [keyId = "", ...others] = positionals;
  if (command.isOfKey && !/^key_[0-9A-Za-z]{22}$/.test(keyId))
    throw new UsageError("Name one key by its key ID.");
  if (others.length > 0 || (!command.isOfKey && keyId !== "")) {
    throw new UsageError(`"${[keyId, ...others].at(-1)}" is one argument too many.`);
  }
  try {
    await command.run({ api: apiOf(terminal), values: values as Values, keyId, terminal });
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof ApiRefused)) throw error;
    terminal.err(error.message.split("\n").map(plain).join("\n"));
    return EXIT.no;
  }
}

function post(path: string): Command {
  return {
    options: { reason: TEXT },
    isOfKey: true,
    run: (doing) => show(doing, "POST", path, why(doing.values)),
  };
}

async function listKeys({ api, values, terminal: { out } }: Doing): Promise<void> {
  const keys: JsonObject[] = [];
  let cursor: string | undefined;
  do {
    const query = { q: text(values, "q"), status: text(values, "status"), product: text(values, "product") };
    const page = await api("GET", {
      path: "/keys",
      query: { ...query, limit: text(values, "limit"), cursor },
    });
    keys.push(...(page.data as JsonObject[]));
    cursor = typeof page.nextCursor === "string" ? page.nextCursor : undefined;
  } while (values.all === true && cursor !== undefined);
  if (values.json === true) out(JSON.stringify(keys));
  else for (const key of keys) out(keyLine(key));
}

async function createKey(doing: Doing): Promise<void> {
  const { values } = doing;
  if (text(values, "name") === undefined || values.product === undefined) {
    throw new UsageError("A new key needs --name and at least one --product.");
  }
  await withSecret(doing, () => doing.api("POST", { path: "/keys", body: fields(values) }));
}

async function rotateKey(doing: Doing): Promise<void> {
  const { api, values, keyId } = doing;
  const body = {
    ...overlap(values),
    startAtFirstUse: values["from-first-use"] === true,
    endRetiringNow: values["end-retiring"] === true,
    ...why(values),
  };
  await withSecret(doing, () => api("POST", { path: `/keys/${keyId}/rotate`, body }));
}

/** Has the place for the secret ready before there is one, and takes it away again when there will be none. */
async function withSecret({ values, terminal }: Doing, ask: () => Promise<JsonObject>): Promise<void> {
  const path = text(values, "secret-file");
  const sink = secretSink(path, terminal);
  const { secret, ...key } = await ask().catch((error: unknown) => {
    if (path !== undefined) rmSync(path, { force: true });
    throw error;
  });
  if (values.json === true) {
    terminal.out(JSON.stringify(path === undefined ? { ...key, secret: secret ?? null } : key));
    if (path !== undefined) sink(String(secret));
    return;
  }
  terminal.err(keyText(key));
  // Alone on standard output, so that a script can take it from there.
  sink(String(secret));
}

async function deleteKey({ api, values, keyId, terminal }: Doing): Promise<void> {
  await api("DELETE", { path: `/keys/${keyId}`, body: why(values) });
  if (values.json !== true)
    terminal.out(`${keyId} is in the trash. keyward keys restore ${keyId} takes it out, for 30 days.`);
}

async function showUsage({ api, values, keyId, terminal: { out } }: Doing): Promise<void> {
  const query = { from: text(values, "from"), to: text(values, "to"), interval: text(values, "interval") };
  const report = await api("GET", { path: `/keys/${keyId}/usage`, query });
  if (values.json === true) return out(JSON.stringify(report));
  for (const [name, value] of Object.entries(report.totals as JsonObject))
    out(`${name.padEnd(12)} ${String(value)}`);
}

async function show(
  { api, values, keyId, terminal: { out } }: Doing,
  method: "GET" | "POST" | "PATCH",
  path: string,
  body?: JsonObject,
): Promise<void> {
  const key = await api(method, { path: `/keys/${keyId}${path}`, ...(body === undefined ? {} : { body }) });
  out(values.json === true ? JSON.stringify(key) : keyText(key));
}

function fields(values: Values): JsonObject {
  const [domains, ips, products] = [all(values, "domain"), all(values, "ip"), all(values, "product")];
  const body: { [name: string]: JsonObject[string] | undefined } = {
    name: text(values, "name"),
    products: products?.map((product) => ({ product })),
    access: text(values, "access"),
    billingType: text(values, "billing-type"),
    expiresAt: text(values, "expires-at"),
    note: text(values, "note"),
    tags: all(values, "tag"),
    restrictions:
      domains || ips
        ? { ...(domains ? { domains } : {}), ...(ips ? { ips: { allow: ips } } : {}) }
        : undefined,
  };
  const given = Object.entries(body).filter(
    (entry): entry is [string, JsonObject[string]] => entry[1] !== undefined,
  );
  return Object.fromEntries(given);
}

function overlap(values: Values): JsonObject {
  const given = text(values, "overlap");
  if (given === undefined)
    throw new UsageError("Say with --overlap how long the old secret works on: 0, 30m, 24h or 2d.");
  return { overlapSeconds: secondsOf(given) };
}

function why(values: Values): JsonObject {
  const reason = text(values, "reason");
  return reason === undefined ? {} : { reason };
}

function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

function all(values: Values, name: string): string[] | undefined {
  const value = values[name];
  return Array.isArray(value) ? value.map(String) : undefined;
}
