import type { BadgeTone } from "@/components/ui/badge";
import type { RingOverview } from "@/lib/material/overview-schema";

/** What each ring is called, and what it is for. */
export const RING_WORDS: Readonly<Record<RingOverview["name"], { title: string; about: string }>> = {
  master: {
    title: "Master key",
    about: "Seals customers’ secrets and keys the audit logs. Only dashboards hold it.",
  },
  pepper: {
    title: "Pepper",
    about: "Turns a secret into what it is looked up by. Dashboards and edges hold it.",
  },
  edge: {
    title: "Edge key",
    about:
      "Seals what edges sign with: upstreams’ secrets and token-signing keys. Dashboards and edges hold it.",
  },
};

type StepWords = {
  badge: { tone: BadgeTone; label: string };
  tone: "info" | "ok" | "warn" | "danger";
  title: string;
  body: (ring: RingOverview) => string;
};

/** What comes next, in words. */
export const STEP_WORDS: Readonly<Record<RingOverview["step"], StepWords>> = {
  rest: {
    badge: { tone: "ok", label: "In order" },
    tone: "info",
    title: "No rotation is under way",
    body: ({ setting, newest }) =>
      `To replace it, add version ${newest + 1} at the end of ${setting} on every instance; npm run keys:rotate does it where the ring comes from a file. Nothing is sealed with it before you put it in front.`,
  },
  mend: {
    badge: { tone: "danger", label: "Keys differ" },
    tone: "danger",
    title: "Two instances hold different keys under the same version",
    body: ({ setting }) =>
      `What one of them seals, the other cannot open. Give every instance the same ${setting} before you do anything else.`,
  },
  add: {
    badge: { tone: "warn", label: "Being added" },
    tone: "warn",
    title: "Not every instance holds the newest version",
    body: ({ setting, newest }) =>
      `Add version ${newest} to ${setting} where it is missing, behind the version that seals. Put it in front only after that: what is sealed with it could not be read there.`,
  },
  promote: {
    badge: { tone: "warn", label: "To be put in front" },
    tone: "info",
    title: "Every instance holds the newest version",
    body: ({ setting, newest }) =>
      `Put version ${newest} in front of ${setting} on every instance. In between, some seal with it and some do not; each can read both.`,
  },
  settle: {
    badge: { tone: "info", label: "Settling" },
    tone: "info",
    title: "Every instance seals with the newest version",
    body: () => "A few seconds more, until nothing that was begun under the former one is left.",
  },
  seal: {
    badge: { tone: "warn", label: "To be sealed again" },
    tone: "info",
    title: "Seal again what is under a former version",
    body: () =>
      "It is done in batches while calls go on, then proved with the newest version alone. It can be interrupted at any time and goes on by itself.",
  },
  wait: {
    badge: { tone: "info", label: "Sealing again" },
    tone: "info",
    title: "Everything is being sealed again",
    body: ({ run }) => run?.failure ?? "In batches, while calls go on. You may leave this page.",
  },
  remove: {
    badge: { tone: "warn", label: "Former key to be removed" },
    tone: "ok",
    title: "Nothing needs a former version any more",
    body: ({ setting, newest }) =>
      `Version ${newest} alone opens everything there is. Take the others out of ${setting} on every instance, and destroy them where they are kept.`,
  },
};

/** How an instance stands. */
export const STANDING_WORDS: Readonly<
  Record<RingOverview["instances"][number]["standing"], { tone: BadgeTone; label: string }>
> = {
  seals: { tone: "ok", label: "Seals with the newest" },
  holds: { tone: "warn", label: "Holds it, seals with a former one" },
  lacks: { tone: "danger", label: "Lacks the newest" },
  differs: { tone: "danger", label: "Holds another key under it" },
  unknown: { tone: "idle", label: "Has not told yet" },
};
