import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { KeyStatus } from "@/lib/keys/schemas";
import { escapeLike } from "@/lib/keys/search-term";
import { type SecretStatus, secretStatus } from "@/lib/keys/secret-status";
import { keyStatus } from "@/lib/keys/status";
import type { StaffContext } from "@/lib/orgs/context";
import { lookupsOf } from "@/lib/sealing/pepper";
import type { SupportQuery } from "./schemas";

/** A key in a list of results: whose it is, and its state; of the secret that led to it, its ends and its state. */
export type KeyHit = {
  keyId: string;
  name: string;
  status: KeyStatus;
  org: { id: string; name: string; isSuspended: boolean };
  /** `null`: the key was found by its ID. */
  secret: { id: string; status: SecretStatus; preview: { head: string; tail: string } } | null;
};

type Wanted =
  | Extract<SupportQuery, { kind: "secrets" | "keys" | "ends" }>
  /** Four characters that may be either end. */
  | { kind: "either_end"; end: string }
  /** The beginning of a key ID, with its prefix or without. */
  | { kind: "id_part"; text: string };

const RESULTS_MAX = 20;
const ID_PART = /^(?:key_)?[0-9A-Za-z]{6,22}$/;

/** Keys of any organization, those in the trash included; by ID, by digest of a secret, or by a secret's ends. */
export async function findKeys(
  { now }: Pick<StaffContext, "now">,
  wanted: Wanted,
): Promise<{ keys: KeyHit[]; missing: number }> {
  if (wanted.kind === "keys") return byId(now, { in: [...wanted.keyIds] }, wanted.keyIds.length);
  if (wanted.kind === "id_part") {
    if (!ID_PART.test(wanted.text)) return { keys: [], missing: 0 };
    const start = wanted.text.startsWith("key_") ? wanted.text : `key_${wanted.text}`;
    return byId(now, { startsWith: escapeLike(start) }, 0);
  }
  const rows = await db.secret.findMany({
    where: secretCondition(wanted),
    select: {
      id: true,
      status: true,
      retiresAt: true,
      head: true,
      tail: true,
      key: { select: KEY_SELECT },
    },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: RESULTS_MAX,
  });
  const keys = rows.map(({ key, head, tail, ...secret }) => ({
    ...hit(key, now),
    secret: {
      id: secret.id,
      status: secretStatus({ ...secret, lastUsedAt: null }, now),
      preview: { head, tail },
    },
  }));
  return { keys, missing: wanted.kind === "secrets" ? new Set(wanted.digests).size - rows.length : 0 };
}

async function byId(now: Date, id: Prisma.StringFilter, asked: number) {
  const rows = await db.key.findMany({
    where: { id },
    select: KEY_SELECT,
    orderBy: { id: "asc" },
    take: RESULTS_MAX,
  });
  return {
    keys: rows.map((key) => ({ ...hit(key, now), secret: null })),
    missing: Math.max(0, asked - rows.length),
  };
}

function secretCondition(wanted: Exclude<Wanted, { kind: "keys" | "id_part" }>): Prisma.SecretWhereInput {
  switch (wanted.kind) {
    case "secrets":
      return { lookup: { in: wanted.digests.flatMap((digest) => lookupsOf(Buffer.from(digest, "hex"))) } };
    case "ends":
      return { ...end("head", wanted.head), ...end("tail", wanted.tail) };
    case "either_end":
      return { OR: [{ head: wanted.end }, { tail: wanted.end }] };
  }
}

/** A whole end is found through the index; of a part, `head` begins with it and `tail` ends with it. */
function end(column: "head" | "tail", part: string): Prisma.SecretWhereInput {
  if (part === "") return {};
  if (part.length === 4) return { [column]: part };
  return { [column]: column === "head" ? { startsWith: part } : { endsWith: part } };
}

const KEY_SELECT = {
  id: true,
  name: true,
  disabledAt: true,
  disabledBy: true,
  validFrom: true,
  expiresAt: true,
  deletedAt: true,
  org: { select: { id: true, name: true, suspendedAt: true } },
} as const satisfies Prisma.KeySelect;

type KeyRow = Prisma.KeyGetPayload<{ select: typeof KEY_SELECT }>;

function hit(key: KeyRow, now: Date): Omit<KeyHit, "secret"> {
  const { id, name, suspendedAt } = key.org;
  const org = { id, name, isSuspended: suspendedAt !== null };
  return { keyId: key.id, name: key.name, status: keyStatus(key, now), org };
}
