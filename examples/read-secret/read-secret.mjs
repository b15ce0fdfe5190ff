// The secret of a key, from where your platform puts it: a file (Docker, Kubernetes, systemd, Vault Agent) or the environment.
import { readFileSync, statSync } from "node:fs";

export function createSecretReader(env = process.env) {
  const file = env.API_KEY_FILE;
  let [secret, changedAt] = ["", -1];

  // Asked before each call. A file is read again when it has changed, so that a rotation needs no restart.
  return function readSecret() {
    if (file === undefined) {
      if (!env.API_KEY) throw new Error("Set API_KEY or API_KEY_FILE.");
      return env.API_KEY;
    }
    const { mtimeMs } = statSync(file);
    if (mtimeMs !== changedAt) {
      secret = readFileSync(file, "utf8").trim();
      changedAt = mtimeMs;
    }
    return secret;
  };
}
