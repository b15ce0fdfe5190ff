// A receiver of webhooks: Node 20 or newer, nothing to install. Any library for Standard Webhooks does the same.
import { createHmac, timingSafeEqual } from "node:crypto";

const TOLERANCE_SECONDS = 300;
const BODY_MAX_BYTES = 262_144;

/**
 * Why a message must not be believed; null when it comes from us.
 *
 * secret: the text that was shown once, whsec_… . headers: in lower case, as Node has them. body: the text as it came in,
 * before anything parsed it.
 */
export function faultOf(secret, headers, body, nowMs = Date.now()) {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const signatures = headers["webhook-signature"];
  if (!id || !timestamp || !signatures) return "missing";
  if (!/^\d{1,12}$/.test(timestamp)) return "malformed";
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return "out_of_window";
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const wanted = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
  // Two while a secret is replaced: one that fits is enough.
  const fits = signatures.split(" ").some((one) => {
    const [version, encoded] = one.split(",");
    const given = Buffer.from(encoded ?? "", "base64");
    return version === "v1" && given.length === wanted.length && timingSafeEqual(given, wanted);
  });
  return fits ? null : "wrong_signature";
}

/**
 * A listener for node:http that hands on each event once. `isNew(id)` stores the ID and says whether it was not there yet; the
 * same event can come twice, and `webhook-id` is then the same.
 */
export function createReceiver({ secret, isNew, onEvent }) {
  return async (request, response) => {
    const answer = (status) => response.writeHead(status).end();
    const chunks = [];
    let length = 0;
    for await (const chunk of request) {
      length += chunk.length;
      if (length > BODY_MAX_BYTES) return answer(413);
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks).toString("utf8");
    if (faultOf(secret, request.headers, body) !== null) return answer(401);
    if (await isNew(request.headers["webhook-id"])) {
      // Keep it and answer; work that takes longer than a few seconds belongs in a queue.
      await onEvent(JSON.parse(body));
    }
    return answer(204);
  };
}
