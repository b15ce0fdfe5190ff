import type { LeakReport } from "@/lib/leaks/report";
import type { LeakResponse } from "@/lib/leaks/schemas";
import { LEAK_OVERLAP_HOURS } from "@/lib/leaks/terms";

/** What a response is called, what it means for who uses the key, and what its button says. */
export const RESPONSE_WORDS = {
  disable: {
    label: "Disable the key",
    help: "Every call is refused from now on, yours included. Can be taken back.",
    button: "Disable key",
  },
  rotate: {
    label: `Rotate, and let the leaked secret work for ${LEAK_OVERLAP_HOURS} more hour`,
    help: "Time to move your own clients to the new secret. Whoever found the old one has that hour, too.",
    button: "Rotate key",
  },
  finish: {
    label: "End the leaked secret",
    help: "It is being replaced already. Clients that still send it are refused; the new secret works on.",
    button: "End leaked secret",
  },
  restrict: {
    label: "Restrict the key to known addresses",
    help: "Nothing of yours stops, and a stranger’s calls are refused. The secret stays known: rotate it later.",
    button: "Restrict key",
  },
  note: {
    label: "Report it, and change nothing",
    help: "Marks the key, tells its creator and your admins, and keeps your note in the audit log.",
    button: "Report leak",
  },
} as const satisfies Record<LeakResponse, { label: string; help: string; button: string }>;

export const DONE_WORDS = {
  disable: "Disabled. Every call is refused.",
  rotate: "Rotated. The leaked secret ends in an hour.",
  finish: "The leaked secret has ended.",
  restrict: "Restricted to the addresses you listed.",
  note: "Reported, and kept in the audit log.",
} as const satisfies Record<LeakResponse, string>;

/** Whether a call with what leaked can still pass, as far as state and dates go. */
export function isDangerous({ secrets, living }: LeakReport): boolean {
  if (living === null || living.status === "expired" || living.status.startsWith("disabled")) return false;
  return secrets.length === 0 || secrets.some(({ status }) => status !== "retired");
}

/** What makes sense for this leak and the caller may do, the swiftest first. */
export function responsesFor({ secrets, living }: LeakReport): LeakResponse[] {
  if (living === null || !living.canReport) return [];
  const works = secrets.filter(({ status }) => status !== "retired");
  if (secrets.length > 0 && works.length === 0) return ["note"];
  const onlyRetiring = works.length > 0 && works.every(({ status }) => status === "retiring");
  const isDisabled = living.status.startsWith("disabled");
  const offered: Record<LeakResponse, boolean> = {
    disable: living.canDisable && !isDisabled,
    // Replacing a secret that is being replaced would end it, and begin with the one that did not leak.
    rotate: living.canRotate && !onlyRetiring,
    finish: living.canRotate && onlyRetiring,
    restrict: living.canEdit && !isDisabled,
    note: true,
  };
  return (["disable", "rotate", "finish", "restrict", "note"] as const).filter((one) => offered[one]);
}
