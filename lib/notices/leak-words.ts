import type { Instead, LeakPolicy } from "@/lib/leak-intake/schemas";

const DONE: Readonly<Record<LeakPolicy, string>> = {
  notify: "Nothing was changed. See who uses the key, and rotate, restrict or disable it.",
  throttle:
    "It was throttled to one query per second in each endpoint class. Rotate it, then lift the limit on its page.",
  restrict:
    "It works only from the addresses it was known to be called from. The secret stays known: rotate it when your clients can move.",
  rotate:
    "It has a new secret: copy it from the key’s page and give it to every client before the old one ends.",
};

const WHY: Readonly<Record<Instead, string>> = {
  no_addresses: "Your policy is to restrict it to known addresses, and none is known.",
  too_many_addresses:
    "Your policy is to restrict it to known addresses, and there are more than a key can list.",
  shown_once:
    "Your policy is to rotate it, and secrets are shown once here, so nobody could fetch the new one.",
  rotation_under_way: "Your policy is to rotate it, and a rotation is under way already.",
};

/** Who found it, what was done, and what is left to do. */
export function leakFoundBody(found: {
  source: string;
  host: string;
  response: LeakPolicy;
  instead: Instead | null;
}): string {
  return [
    whoFound(found),
    ...(found.instead === null ? [] : [WHY[found.instead]]),
    DONE[found.response],
  ].join(" ");
}

/** The same of a management token. */
export function tokenFoundBody(found: {
  source: string;
  host: string;
  response: "notify" | "revoke";
}): string {
  const done =
    found.response === "revoke"
      ? "It was revoked, as your policy for leaks says: make a new one for the program that used it."
      : "It still works: whoever has it can do what its scopes allow. Revoke it, and make a new one for the program that used it.";
  return `${whoFound(found)} ${done} See in the audit log what was done with it.`;
}

function whoFound({ source, host }: { source: string; host: string }): string {
  return `${source === "github" ? "GitHub" : source} found it${host === "" ? "" : ` on ${host}`}.`;
}
