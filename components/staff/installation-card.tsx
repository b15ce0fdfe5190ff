import type { ReactNode } from "react";
import { Card, CardHeader } from "@/components/ui/card";
import { formatExact } from "@/components/ui/format-number";
import type { Installation } from "@/lib/staff/installation";

type Row = { label: string; value: ReactNode; about: string; setting: string | null };

/** How the installation is set up. Shown, not changed: the environment decides, so that no click can lock everybody out. */
export function InstallationCard({ installation }: { installation: Installation }) {
  return (
    <Card aria-label="Installation">
      <CardHeader
        title="Installation"
        description="Set in the environment of each process, and read when it starts."
      />
      <dl className="divide-y divide-line border-line border-t">
        {rowsOf(installation).map(({ label, value, about, setting }) => (
          <div key={label} className="grid gap-x-6 gap-y-0.5 px-5 py-3 sm:grid-cols-[1fr_1.2fr]">
            <dt>
              <span className="block font-medium">{label}</span>
              <span className="block text-ink-muted text-sm">{about}</span>
            </dt>
            <dd className="min-w-0">
              <span className="block break-words">{value}</span>
              {setting === null ? null : (
                <code className="break-all font-mono text-ink-muted text-xs">{setting}</code>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function rowsOf(it: Installation): Row[] {
  return [
    {
      label: "Overlap of a rotation",
      value: it.overlapCapHours === 1 ? "at most 1 hour" : `at most ${formatExact(it.overlapCapHours)} hours`,
      about: "How long an old secret can go on working.",
      setting: "OVERLAP_CAP_HOURS",
    },
    {
      label: "Key headers",
      value: it.keyHeaders.join(", "),
      about: "Header fields a key may come in, in any case.",
      setting: null,
    },
    {
      label: "Trusted proxies",
      value: it.trustedProxies.length === 0 ? "None: the peer is the client." : it.trustedProxies.join(", "),
      about: "Whose word on the client’s address is believed.",
      setting: "TRUSTED_PROXY_CIDRS",
    },
    {
      label: "Private upstreams",
      value: it.privateUpstreams.length === 0 ? "None" : it.privateUpstreams.join(", "),
      about: "Private networks an upstream may live in.",
      setting: "UPSTREAM_PRIVATE_CIDRS",
    },
    {
      label: "Calls without TLS",
      value: it.requiresTls ? "Refused" : "Answered",
      about: "Whether a metered call has to be encrypted.",
      setting: "REQUIRE_TLS",
    },
    {
      label: "Limits of several instances",
      value: it.sharesLimits ? "Shared through Redis" : "Each instance counts for itself",
      about: "Run more than one instance only with Redis.",
      setting: "REDIS_URL",
    },
    {
      label: "Counted calls",
      value: `${formatExact(it.keptDays.minutes)} days by the minute, ${formatExact(it.keptDays.hours)} by the hour, ${formatExact(it.keptDays.days)} by the day`,
      about: "How long they are kept.",
      setting: "USAGE_KEEP_DAYS, USAGE_HOURS_KEEP_DAYS, USAGE_DAYS_KEEP_DAYS",
    },
    {
      label: "Single calls",
      value: `${formatExact(it.keptDays.requests)} days`,
      about: "How long the request log is kept.",
      setting: "REQUEST_LOG_KEEP_DAYS",
    },
    { label: "Provider", value: it.providerName, about: "Named above every page.", setting: "PROVIDER_NAME" },
    {
      label: "Support address",
      value: it.supportEmail,
      about: "Told to whoever needs help with a key.",
      setting: "SUPPORT_EMAIL",
    },
    { label: "Dashboard", value: it.publicUrl, about: "Where people reach it.", setting: "PUBLIC_URL" },
    { label: "Edge", value: it.edgeUrl, about: "Where clients send their calls.", setting: "EDGE_BASE_URL" },
  ];
}
