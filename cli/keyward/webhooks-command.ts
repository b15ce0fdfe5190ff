import type { Json, JsonObject } from "./api";
import { all, type Command, type Doing, FLAG, given, MANY, runGroup, TEXT, text, withSecret } from "./group";
import { word } from "./show-key";
import { type Terminal, UsageError } from "./terminal";

export const WEBHOOKS_HELP = `keyward webhooks list
keyward webhooks get <webhook ID>
keyward webhooks create --name <name> --url <URL> [--event <type> …] [--format standard|slack]
keyward webhooks edit <webhook ID> [the options of create] [--all-events]
keyward webhooks rotate-secret <webhook ID> --overlap-hours <0 to 72>
keyward webhooks test <webhook ID>
keyward webhooks disable|enable|delete <webhook ID>
keyward webhooks deliveries <webhook ID> [--state waiting|arrived|given_up] [--limit <n>]
keyward webhooks redeliver <delivery ID>        send an event once more
keyward webhooks resend-failed <webhook ID>     everything that was given up

--secret-file <path>    create, rotate-secret: writes the secret there (readable for you only) and does not print it
--json                  the API's own answer

A test or an event that did not arrive is exit code 0: the API did what it was asked. Read what it says.`;

const WEBHOOK = { words: "one webhook by its ID", pattern: /^whk_[0-9A-Za-z]{22}$/ };
const DELIVERY = { words: "one delivery by its ID", pattern: /^dlv_[0-9A-Za-z]{22}$/ };

const ABOUT = { name: TEXT, url: TEXT, event: MANY, format: TEXT } as const;

const COMMANDS: Readonly<Record<string, Command>> = {
  list: { options: {}, of: null, run: listWebhooks },
  get: { options: {}, of: WEBHOOK, run: (doing) => show(doing, "GET", "") },
  create: { options: { ...ABOUT, "secret-file": TEXT }, of: null, run: createWebhook },
  edit: {
    options: { ...ABOUT, "all-events": FLAG },
    of: WEBHOOK,
    run: (doing) => show(doing, "PATCH", "", fields(doing.values)),
  },
  "rotate-secret": {
    options: { "overlap-hours": TEXT, "secret-file": TEXT },
    of: WEBHOOK,
    run: rotateSecret,
  },
  test: { options: {}, of: WEBHOOK, run: (doing) => send(doing, `/webhooks/${doing.id}/test`) },
  disable: { options: {}, of: WEBHOOK, run: (doing) => show(doing, "POST", "/disable", {}) },
  enable: { options: {}, of: WEBHOOK, run: (doing) => show(doing, "POST", "/enable", {}) },
  delete: { options: {}, of: WEBHOOK, run: deleteWebhook },
  deliveries: { options: { state: TEXT, limit: TEXT }, of: WEBHOOK, run: listDeliveries },
  redeliver: {
    options: {},
    of: DELIVERY,
    run: (doing) => send(doing, `/webhook-deliveries/${doing.id}/redeliver`),
  },
  "resend-failed": { options: {}, of: WEBHOOK, run: resendFailed },
};

/** `keyward webhooks …`: webhooks over the management API, from a terminal. */
export function webhooksCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  return runGroup("webhooks", COMMANDS, args, terminal);
}

async function listWebhooks({ api, values, terminal: { out } }: Doing): Promise<void> {
  const { data } = await api("GET", { path: "/webhooks" });
  if (values.json === true) return out(JSON.stringify(data));
  for (const { id, status, name, url } of data as JsonObject[])
    out([id, String(status).padEnd(8), name, url].map(word).join("  "));
}

async function createWebhook(doing: Doing): Promise<void> {
  const { values, api } = doing;
  if (text(values, "name") === undefined || text(values, "url") === undefined) {
    throw new UsageError("A new webhook needs --name and --url.");
  }
  await withSecret(doing, webhookText, () => api("POST", { path: "/webhooks", body: fields(values) }));
}

async function rotateSecret(doing: Doing): Promise<void> {
  const hours = text(doing.values, "overlap-hours");
  if (hours === undefined || !/^\d{1,2}$/.test(hours)) {
    throw new UsageError("Say with --overlap-hours for how long the old secret signs as well: 0 to 72.");
  }
  const ask = { path: `/webhooks/${doing.id}/rotate-secret`, body: { overlapHours: Number(hours) } };
  await withSecret(doing, webhookText, () => doing.api("POST", ask));
}

async function deleteWebhook({ api, values, id, terminal: { out } }: Doing): Promise<void> {
  await api("DELETE", { path: `/webhooks/${id}`, body: {} });
  if (values.json !== true) out(`${id} is gone, with its secret and its log.`);
}

async function listDeliveries({ api, values, id, terminal: { out } }: Doing): Promise<void> {
  const query = { state: text(values, "state"), limit: text(values, "limit") };
  const { data } = await api("GET", { path: `/webhooks/${id}/deliveries`, query });
  if (values.json === true) return out(JSON.stringify(data));
  for (const { id: delivery, state, createdAt, tries, type } of data as JsonObject[]) {
    const count = `${(tries as Json[]).length} tries`;
    const line = [delivery, String(state).padEnd(8), String(createdAt).slice(0, 16), count.padEnd(8), type];
    out(line.map(word).join("  "));
  }
}

async function resendFailed({ api, values, id, terminal: { out } }: Doing): Promise<void> {
  const told = await api("POST", { path: `/webhooks/${id}/resend-failed`, body: {} });
  out(values.json === true ? JSON.stringify(told) : `${word(told.count)} will be sent now.`);
}

async function send({ api, values, terminal: { out } }: Doing, path: string): Promise<void> {
  const told = await api("POST", { path, body: {} });
  if (values.json === true) return out(JSON.stringify(told));
  out(told.arrived === true ? `It answered ${word(told.status)} in ${word(told.ms)} ms.` : word(told.error));
}

async function show(
  { api, values, id, terminal: { out } }: Doing,
  method: "GET" | "POST" | "PATCH",
  path: string,
  body?: JsonObject,
): Promise<void> {
  const webhook = await api(method, { path: `/webhooks/${id}${path}`, ...(body && { body }) });
  out(values.json === true ? JSON.stringify(webhook) : webhookText(webhook));
}

function fields(values: Doing["values"]): JsonObject {
  return given({
    name: text(values, "name"),
    url: text(values, "url"),
    events: values["all-events"] === true ? [] : all(values, "event"),
    format: text(values, "format"),
  });
}

/** A webhook, a line a fact. */
function webhookText(webhook: JsonObject): string {
  const events = (webhook.events as Json[]).map(word);
  const facts: [string, Json | undefined][] = [
    ["webhook", webhook.id],
    ["name", webhook.name],
    ["url", webhook.url],
    ["events", events.length === 0 ? "all" : events.join(", ")],
    ["format", webhook.format],
    ["status", webhook.status],
  ];
  return facts.map(([name, value]) => `${name.padEnd(10)} ${word(value)}`).join("\n");
}
