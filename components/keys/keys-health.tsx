"use client";

import { Badge, type BadgeTone } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { formatExact, formatShare } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { type KeyHealth, keyHealth } from "@/lib/keys/health";
import type { KeyListItem } from "@/lib/keys/list-item";
import { useKeyTraffic } from "./keys-traffic";
import { RotationHint } from "./rotation-hint";
import { STATUS_WORDS } from "./words";

const HEALTH_WORDS = {
  ...STATUS_WORDS,
  leaked: { word: "Leaked", tone: "danger" },
  over_limit: { word: "Over its limit", tone: "warn" },
  near_quota: { word: "Near quota", tone: "warn" },
  expiring: { word: "Expiring", tone: "warn" },
  rotating: { word: "Rotating", tone: "info" },
  unused: { word: "Unused", tone: "idle" },
} as const satisfies Record<KeyHealth, { word: string; tone: BadgeTone }>;

type HealthBadgeProps = { item: KeyListItem; asOf: string; className?: string };

/** The one thing to know of a key, and what it is about. */
export function HealthBadge({ item, asOf, className }: HealthBadgeProps) {
  const traffic = useKeyTraffic(item.id) ?? null;
  const health = keyHealth(item, traffic, new Date(asOf));
  const { word, tone } = HEALTH_WORDS[health];
  return (
    <span className={cn("flex flex-col leading-tight", className)}>
      <Badge tone={tone}>{word}</Badge>
      <span className="pl-3.5 text-ink-muted text-xs whitespace-nowrap empty:hidden">
        <Detail item={item} health={health} />
        {health === "over_limit" && traffic ? `${formatExact(traffic.overLimit)} refused in 1 h` : null}
        {health === "near_quota" && traffic ? `${formatShare(traffic.quotaShare ?? 0)} used` : null}
      </span>
    </span>
  );
}

function Detail({ item, health }: { item: KeyListItem; health: KeyHealth }) {
  switch (health) {
    case "leaked":
      return (
        <>
          reported <RelativeTime at={item.leakedAt} isPast />
        </>
      );
    case "expiring":
      return (
        <>
          ends <RelativeTime at={item.expiresAt} />
        </>
      );
    case "expired":
      return (
        <>
          ended <RelativeTime at={item.expiresAt} isPast />
        </>
      );
    // A rotation has an end somebody waits for, whatever else there is to say.
    case "rotating":
    case "active":
    case "unused":
      return <RotationHint rotation={item.rotation} />;
    default:
      return null;
  }
}
