import { safeHeader } from "./answer-headers";
import type { HeaderList, HeaderReader } from "./headers";
import { redact } from "./redact";

const TOKEN = /(?:^|,)\s*websocket\s*(?:$|[,/])/i;
/** Sixteen bytes in Base64. */
const NONCE = /^[A-Za-z0-9+/]{22}==$/;

/** Whether an `Upgrade` field names WebSocket, among whatever else. */
export function namesWebSocket(upgrade: string | null): boolean {
  return upgrade !== null && TOKEN.test(upgrade);
}

/**
 * Whether a request is the client's half of a WebSocket handshake (RFC 6455 §4.1), without a body. Anything less is an ordinary
 * call that carries an odd field.
 */
export function isHandshake(method: string, headers: HeaderReader): boolean {
  return (
    method === "GET" &&
    namesWebSocket(headers.get("upgrade")) &&
    lists(headers.get("connection"), "upgrade") &&
    headers.get("sec-websocket-version") === "13" &&
    NONCE.test(headers.get("sec-websocket-key") ?? "") &&
    (headers.get("content-length") ?? "0") === "0" &&
    headers.get("transfer-encoding") === null
  );
}

/** What a handshake says to the upstream beside the usual fields; `Upgrade` and `Connection` are the host's. */
export function handshakeFields(headers: HeaderReader): HeaderList {
  const fields: HeaderList = [];
  for (const name of ["version", "key", "protocol", "extensions"]) {
    const value = safeHeader(headers, `sec-websocket-${name}`);
    if (value !== null) fields.push(`sec-websocket-${name}`, redact(value));
  }
  return fields;
}

/**
 * The fields by which a client is told that its connection is switched; null when the upstream's answer is no proof that it
 * speaks WebSocket, or chooses what the client did not offer.
 *
 * @param accept What follows from the client's nonce: only who has read the handshake can know it.
 */
export function handshakeAnswer(
  asked: HeaderReader,
  answered: HeaderReader,
  accept: string,
): HeaderList | null {
  const isSwitched =
    answered.get("upgrade")?.toLowerCase() === "websocket" &&
    lists(answered.get("connection"), "upgrade") &&
    answered.get("sec-websocket-accept") === accept;
  if (!isSwitched) return null;
  const fields = ["Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Accept", accept];
  const protocol = answered.get("sec-websocket-protocol");
  if (protocol !== null) {
    if (!lists(asked.get("sec-websocket-protocol"), protocol)) return null;
    fields.push("Sec-WebSocket-Protocol", protocol);
  }
  const extensions = safeHeader(answered, "sec-websocket-extensions");
  if (extensions !== null) {
    const offered = asked.get("sec-websocket-extensions");
    if (!extensions.split(",").every((one) => lists(namesOnly(offered), namesOnly(one) ?? ""))) return null;
    fields.push("Sec-WebSocket-Extensions", extensions);
  }
  return fields;
}

/** Extensions without their parameters. */
function namesOnly(extensions: string | null): string | null {
  return extensions === null ? null : extensions.replace(/;[^,]*/g, "").trim();
}

/** Whether a comma-separated field names this, in whatever case. */
function lists(field: string | null, name: string): boolean {
  if (field === null) return false;
  const wanted = name.trim().toLowerCase();
  return wanted !== "" && field.split(",").some((one) => one.trim().toLowerCase() === wanted);
}
