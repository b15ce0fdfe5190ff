import type { JsonObject } from "./api";
import { secondsOf } from "./duration";
import { all, type Command, type Doing, FLAG, given, MANY, runGroup, TEXT, text, withSecret } from "./group";
import { keyLine, keyText } from "./show-key";
import { type Terminal, UsageError } from "./terminal";

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

const ABOUT = {
  name: TEXT,
  product: MANY,
  access: TEXT,
  "billing-type": TEXT,
  domain: MANY,
  ip: MANY,
} as const;
const MORE = { "expires-at": TEXT, note: TEXT, tag: MANY } as const;

const KEY = { words: "one key by its key ID", pattern: /^key_[0-9A-Za-z]{22}$/ };

const COMMANDS: Readonly<Record<string, Command>> = {
  list: {
    options: { q: TEXT, status: TEXT, product: TEXT, limit: TEXT, all: FLAG },
    of: null,
    run: listKeys,
  },
  get: { options: {}, of: KEY, run: (doing) => show(doing, "GET", "") },
  create: { options: { ...ABOUT, ...MORE, "secret-file": TEXT }, of: null, run: createKey },
  edit: {
    options: { ...ABOUT, ...MORE, reason: TEXT },
    of: KEY,
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
    of: KEY,
    run: rotateKey,
  },
  finish: post("/rotation/finish"),
  cancel: post("/rotation/cancel"),
  extend: {
    options: { overlap: TEXT, reason: TEXT },
    of: KEY,
    run: (doing) =>
      show(doing, "POST", "/rotation/extend", { ...overlap(doing.values), ...why(doing.values) }),
  },
  disable: post("/disable"),
  enable: post("/enable"),
  restore: { options: {}, of: KEY, run: (doing) => show(doing, "POST", "/restore", {}) },
  delete: { options: { reason: TEXT }, of: KEY, run: deleteKey },
  usage: { options: { from: TEXT, to: TEXT, interval: TEXT }, of: KEY, run: showUsage },
};

/** `keyward keys …`: keys over the management API, from a terminal. */
export function keysCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  return runGroup("keys", COMMANDS, args, terminal);
}

function post(path: string): Command {
  return {
    options: { reason: TEXT },
    of: KEY,
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
  await withSecret(doing, keyText, () => doing.api("POST", { path: "/keys", body: fields(values) }));
}

async function rotateKey(doing: Doing): Promise<void> {
  const { api, values, id } = doing;
  const body = {
    ...overlap(values),
    startAtFirstUse: values["from-first-use"] === true,
    endRetiringNow: values["end-retiring"] === true,
    ...why(values),
  };
  await withSecret(doing, keyText, () => api("POST", { path: `/keys/${id}/rotate`, body }));
}

async function deleteKey({ api, values, id, terminal }: Doing): Promise<void> {
  await api("DELETE", { path: `/keys/${id}`, body: why(values) });
  if (values.json !== true)
    terminal.out(`${id} is in the trash. keyward keys restore ${id} takes it out, for 30 days.`);
}

async function showUsage({ api, values, id, terminal: { out } }: Doing): Promise<void> {
  const query = { from: text(values, "from"), to: text(values, "to"), interval: text(values, "interval") };
  const report = await api("GET", { path: `/keys/${id}/usage`, query });
  if (values.json === true) return out(JSON.stringify(report));
  for (const [name, value] of Object.entries(report.totals as JsonObject))
    out(`${name.padEnd(12)} ${String(value)}`);
}

async function show(
  { api, values, id, terminal: { out } }: Doing,
  method: "GET" | "POST" | "PATCH",
  path: string,
  body?: JsonObject,
): Promise<void> {
  const key = await api(method, { path: `/keys/${id}${path}`, ...(body === undefined ? {} : { body }) });
  out(values.json === true ? JSON.stringify(key) : keyText(key));
}

function fields(values: Doing["values"]): JsonObject {
  const [domains, ips, products] = [all(values, "domain"), all(values, "ip"), all(values, "product")];
  return given({
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
  });
}

function overlap(values: Doing["values"]): JsonObject {
  const given = text(values, "overlap");
  if (given === undefined)
    throw new UsageError("Say with --overlap how long the old secret works on: 0, 30m, 24h or 2d.");
  return { overlapSeconds: secondsOf(given) };
}

function why(values: Doing["values"]): JsonObject {
  const reason = text(values, "reason");
  return reason === undefined ? {} : { reason };
}
