"use client";

type NewSecret = { keyId: string; name: string; secret: string; endsAt?: string | null };

/** Hands the browser a file of new secrets. JSON: a name cannot become a formula in it. */
export function saveSecrets(secrets: readonly NewSecret[]): void {
  const keys = secrets.map(({ keyId, name, secret, endsAt }) => ({
    keyId,
    name,
    secret,
    oldSecretEndsAt: endsAt ?? null,
  }));
  const url = URL.createObjectURL(new Blob([JSON.stringify(keys, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "keyward-secrets.json";
  link.click();
  URL.revokeObjectURL(url);
}
