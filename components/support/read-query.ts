import { readPaste } from "@/components/leaks/read-paste";
import { SECRET_LENGTH, SECRET_PREFIX, type Secret } from "@/lib/edge/secret-format";
import { SEARCH_MAX, SupportQuery } from "@/lib/support/schemas";

/** What somebody typed or pasted. `secrets` stay in the browser: only their digests become a query. */
export type ReadQuery =
  | { kind: "nothing" }
  /** In words, what is wrong. */
  | { kind: "unfit"; why: string }
  | { kind: "secrets"; secrets: Secret[]; says: string }
  | { kind: "ready"; query: SupportQuery; says: string };

const REQUEST_IDS = /\breq_[0-9A-Za-z]{22}(?![0-9A-Za-z])/g;
const ORG_ID = /\borg_[0-9A-Za-z]{22}(?![0-9A-Za-z])/;
const EMAIL = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+\.[^\s<>"'(),;:.]+/;
const DAMAGED = /kw_([0-9A-Za-z]{12,})/;
const ENDS = /kw_([0-9A-Za-z]{0,4})(?:(?:…|\.{2,3}|\*+)([0-9A-Za-z]{0,4}))?(?![0-9A-Za-z])/;
const BARE_ENDS = /^([0-9A-Za-z]{4})\s*(?:…|\.{2,3}|\*+|\s)\s*([0-9A-Za-z]{4})$/;

/**
 * Reads what a ticket says: the first of these that is in it counts, since it says most: a secret, a call, a key, an address, an
 * organization, the ends of a secret, a name. Works in the browser alone and sends nothing.
 *
 * No result but `secrets` holds a secret, or more of one than its first and last four characters.
 */
export function readQuery(typed: string): ReadQuery {
  const text = typed.trim();
  if (text === "") return { kind: "nothing" };
  const { secrets, keyIds } = readPaste(text);
  if (secrets.length > 0) return ofSecrets(secrets);
  const damaged = DAMAGED.exec(text)?.[1];
  if (damaged !== undefined) return ofDamaged(damaged);
  const requestIds = [...new Set(text.match(REQUEST_IDS))];
  if (requestIds.length > 0) return ready({ kind: "calls", requestIds }, many(requestIds, "call"));
  if (keyIds.length > 0) return ready({ kind: "keys", keyIds }, many(keyIds, "key"));
  const orgId = ORG_ID.exec(text)?.[0];
  if (orgId !== undefined) return ready({ kind: "org", orgId }, `organization ${orgId}`);
  const email = EMAIL.exec(text)?.[0];
  if (email !== undefined) return ready({ kind: "email", email }, `people and invitations of ${email}`);
  const [, head, tail = ""] = ENDS.exec(text) ?? BARE_ENDS.exec(text) ?? [];
  if (head !== undefined) return ofEnds(head, tail);
  return ready({ kind: "text", text }, `names and IDs with “${text}”`);
}

function ofSecrets(secrets: Secret[]): ReadQuery {
  const [first = ""] = secrets;
  if (secrets.length > SEARCH_MAX)
    return {
      kind: "unfit",
      why: `This holds ${secrets.length} secrets. Look up at most ${SEARCH_MAX} at once.`,
    };
  const shown = `${first.slice(0, 7)}…${first.slice(-4)}`;
  return {
    kind: "secrets",
    secrets,
    says: secrets.length === 1 ? `the key with secret ${shown}` : `the keys of ${secrets.length} secrets`,
  };
}

/** Begins like a secret and is none: cut off, or mistyped. Nothing of it but its ends is used. */
function ofDamaged(body: string): ReadQuery {
  const isWhole = SECRET_PREFIX.length + body.length === SECRET_LENGTH;
  const [head, tail] = [body.slice(0, 4), isWhole ? body.slice(-4) : ""];
  const flaw = isWhole ? "mistyped, so by its ends" : "cut off, so by its first four characters";
  return ready({ kind: "ends", head, tail }, `a secret that is ${flaw}`);
}

function ofEnds(head: string, tail: string): ReadQuery {
  const [first, last] = [
    head === "" ? "" : `beginning with ${head}`,
    tail === "" ? "" : `ending with ${tail}`,
  ];
  return ready({ kind: "ends", head, tail }, `secrets ${[first, last].filter(Boolean).join(" and ")}`);
}

function ready(wanted: SupportQuery, says: string): ReadQuery {
  const query = SupportQuery.safeParse(wanted);
  return query.success
    ? { kind: "ready", query: query.data, says }
    : { kind: "unfit", why: query.error.issues[0]?.message ?? "Enter something else." };
}

function many([first, ...rest]: readonly string[], what: string): string {
  return rest.length === 0 ? `${what} ${first}` : `${rest.length + 1} ${what}s`;
}
