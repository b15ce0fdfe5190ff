import type { RotationReport, SecretTraffic } from "@/lib/usage/rotation-schemas";

/** What the numbers mean for the one decision of this page: may the old secret end? */
export type Advice = {
  tone: "ok" | "warn" | "danger" | "info";
  title: string;
  words: string;
};

type Facts = Pick<RotationReport, "live" | "old" | "callers" | "hasMoreCallers">;

/** The advice for a rotation that is under way, or has just ended. `null` where nothing was ever rotated. */
export function adviceFor({ live, old, callers, hasMoreCallers }: Facts): Advice | null {
  if (old === null) return null;
  if (old.status === "retired") return afterTheEnd(old);
  if (live.lastUsedAt === null) {
    return {
      tone: "warn",
      title: "Nobody has used the new secret yet",
      words: "Give it to your clients first. If the old one ended now, their calls would be refused.",
    };
  }
  if (old.lastMinutes > 0) {
    const addresses = new Set(callers.map(({ ip }) => ip)).size;
    return {
      tone: "warn",
      title: `The old secret is still in use: ${calls(old.lastMinutes)} in the last five minutes`,
      words:
        addresses === 0
          ? "Find its clients and move them to the new secret before it ends."
          : `Seen from ${hasMoreCallers ? "more than " : ""}${addresses} ${addresses === 1 ? "address" : "addresses"} since the rotation. Move these clients before it ends.`,
    };
  }
  return {
    tone: "ok",
    title:
      old.requests === 0
        ? "Nobody has used the old secret since the rotation"
        : "No call with the old secret in the last five minutes",
    words:
      "Clients that call rarely may still hold it: nightly jobs, phones that are off. If there are none, you can finish.",
  };
}

function afterTheEnd(old: SecretTraffic): Advice {
  if (old.refusedLately > 0) {
    return {
      tone: "danger",
      title: `${capital(calls(old.refusedLately))} with the ended secret in the last five minutes`,
      words:
        "They are refused. Move the clients below to the present secret; the ended one cannot be brought back.",
    };
  }
  return {
    tone: "ok",
    title: "The rotation is over",
    words:
      old.refusedAsEnded === 0
        ? "No call with the ended secret has been refused."
        : `${capital(calls(old.refusedAsEnded))} with the ended secret ${old.refusedAsEnded === 1 ? "was" : "were"} refused so far, none in the last five minutes.`,
  };
}

const exact = new Intl.NumberFormat("en");

function calls(count: number): string {
  return `${exact.format(count)} ${count === 1 ? "call" : "calls"}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
