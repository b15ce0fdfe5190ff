import {
  answerAad,
  auditKeyAad,
  digestAad,
  secondFactorAad,
  secretAad,
  tokenKeyAad,
  upstreamSecretAad,
  webhookAad,
} from "@/lib/sealing/aad";
import { CHAIN_ENDS } from "./chain-ends";
import { LOOKUPS } from "./pepper-place";
import type { Place } from "./place";
import { sealedPlace } from "./sealed-place";

const secretOf = (row: Readonly<Record<string, string>>) => ({
  orgId: row.org_id ?? "",
  keyId: row.key_id ?? "",
  secretId: row.id ?? "",
});
const ofSecret = { table: "secret", ids: { id: "text" }, bound: ["org_id", "key_id"] } as const;

/**
 * Everything that depends on one of the installation's own keys. A test holds it against the schema: a new column of bytes
 * is either here or named there as one that holds no ciphertext.
 */
export const PLACES: readonly Place[] = [
  sealedPlace({
    ...ofSecret,
    label: "Secrets that can be copied",
    ring: "master",
    column: "sealed_secret",
    aad: (row) => secretAad(secretOf(row)),
  }),
  sealedPlace({
    ...ofSecret,
    label: "Digests of secrets",
    ring: "master",
    column: "sealed_digest",
    aad: (row) => digestAad(secretOf(row)),
  }),
  sealedPlace({
    label: "Second factors",
    ring: "master",
    table: "second_factor",
    column: "sealed",
    ids: { user_id: "text" },
    aad: (row) => secondFactorAad(row.user_id ?? ""),
  }),
  sealedPlace({
    label: "Answers kept for a replay",
    ring: "master",
    table: "idempotent_answer",
    column: "answer",
    ids: { token_id: "text", key: "text" },
    aad: (row) => answerAad(row.token_id ?? "", row.key ?? ""),
  }),
  sealedPlace({
    label: "Audit keys of former master keys",
    ring: "master",
    table: "audit_key",
    column: "sealed",
    ids: { version: "int" },
    aad: (row) => auditKeyAad(Number(row.version)),
  }),
  ...(["sealed", "sealed_retiring"] as const).map((column) =>
    sealedPlace({
      label: column === "sealed" ? "Signing secrets of webhooks" : "Retiring signing secrets of webhooks",
      ring: "master",
      table: "webhook",
      column,
      ids: { id: "text" },
      bound: ["org_id"],
      aad: (row) => webhookAad(row.org_id ?? "", row.id ?? ""),
    }),
  ),
  CHAIN_ENDS,
  LOOKUPS,
  sealedPlace({
    label: "Signing secrets of upstreams",
    ring: "edge",
    table: "upstream_secret",
    column: "sealed",
    ids: { id: "text" },
    bound: ["upstream_id"],
    aad: (row) => upstreamSecretAad(row.upstream_id ?? "", row.id ?? ""),
    tells: { kind: "product", subject: "upstream_id" },
  }),
  sealedPlace({
    label: "Keys that sign access tokens",
    ring: "edge",
    table: "token_key",
    column: "sealed",
    ids: { id: "text" },
    aad: (row) => tokenKeyAad(row.id ?? ""),
    tells: { kind: "token", subject: "id" },
  }),
];
