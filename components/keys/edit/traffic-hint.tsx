"use client";

import dynamic from "next/dynamic";
import { createContext, Suspense, use } from "react";
import type { Mode } from "@/lib/edge/restrictions/restrictions";
import type { KeyTraffic } from "@/lib/keys/suggestions/schemas";
import type { RestrictionName } from "../restriction-words";

export type Given = {
  /** Still being added up, or `null` when that took too long. */
  traffic: Promise<KeyTraffic | null>;
  /** How each restriction is saved now: what is only observed has been counted. */
  saved: Readonly<Record<RestrictionName, Mode>>;
  countryName: (code: string) => string;
};

// What judges calls as the edge does comes with them, after the form.
const HeldAgainstTraffic = dynamic(
  () => import("./held-against-traffic").then((module) => module.HeldAgainstTraffic),
  { ssr: false, loading: () => <Adding /> },
);

/** The key's own calls; a new key has none. */
export const TrafficContext = createContext<Given | null>(null);

/** What a restriction would have done to the key's calls of the last days, and what of them it could allow. */
export function TrafficHint({ name }: { name: RestrictionName }) {
  const given = use(TrafficContext);
  if (given === null) return null;
  return (
    <Suspense fallback={<Adding />}>
      <HeldAgainstTraffic name={name} {...given} />
    </Suspense>
  );
}

function Adding() {
  return <p className="min-h-11 text-sm text-ink-muted">Adding up the calls of this key…</p>;
}
