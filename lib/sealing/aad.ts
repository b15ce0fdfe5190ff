/**
 * What a sealed value is bound to: its kind and the row it belongs to. IDs hold no colon, so two of these are equal
 * only for the same kind and row.
 */
type SecretRow = { orgId: string; keyId: string; secretId: string };

/** For `secret.sealed_secret`. */
export function secretAad({ orgId, keyId, secretId }: SecretRow): string {
  return `secret:${orgId}:${keyId}:${secretId}`;
}

/** For `secret.sealed_digest`. */
export function digestAad({ orgId, keyId, secretId }: SecretRow): string {
  return `digest:${orgId}:${keyId}:${secretId}`;
}

/** For `upstream_secret.sealed`. */
export function upstreamSecretAad(upstreamId: string, upstreamSecretId: string): string {
  return `upstream-secret:${upstreamId}:${upstreamSecretId}`;
}

/** For `token_key.sealed`. */
export function tokenKeyAad(tokenKeyId: string): string {
  return `token-key:${tokenKeyId}`;
}

/** For `second_factor.sealed`. */
export function secondFactorAad(userId: string): string {
  return `second-factor:${userId}`;
}

/** For `audit_key.sealed`. */
export function auditKeyAad(version: number): string {
  return `audit-key:${version}`;
}

/** For `idempotent_answer.answer`. The client's key comes last, so that a colon in it makes no other pair. */
export function answerAad(tokenId: string, key: string): string {
  return `answer:${tokenId}:${key}`;
}

/** For `webhook.sealed` and `webhook.sealed_retiring`. */
export function webhookAad(orgId: string, webhookId: string): string {
  return `webhook:${orgId}:${webhookId}`;
}
