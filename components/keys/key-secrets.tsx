import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/relative-time";
import { shorten } from "@/components/ui/shorten";
import type { KeyDetails, SecretFacts } from "@/lib/keys/get";
import { LastUsed } from "./last-used";

const SECRET_STATUS_WORDS = {
  current: { word: "Current", tone: "ok" },
  awaiting: { word: "Awaiting first use", tone: "info" },
  retiring: { word: "Retiring", tone: "warn" },
  retired: { word: "Retired", tone: "idle" },
} as const satisfies Record<SecretFacts["status"], { word: string; tone: BadgeTone }>;

/** The strings clients send for this key: their ends, their state and their last use, never more. */
export function KeySecrets({ secrets }: Pick<KeyDetails, "secrets">) {
  return (
    <Card>
      <CardHeader title="Secrets" description="What clients send. The key and its ID outlive every secret." />
      <ul className="divide-y divide-line border-line border-t">
        {secrets.map((secret) => {
          const { word, tone } = SECRET_STATUS_WORDS[secret.status];
          return (
            <li key={secret.id} className="grid gap-2 px-5 py-3 text-sm">
              <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                <span className="font-mono">
                  kw_{secret.preview.head}…{secret.preview.tail}
                </span>
                <Badge tone={tone}>{word}</Badge>
              </div>
              <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-muted">
                <span>
                  Created <RelativeTime at={secret.createdAt} />
                </span>
                {secret.retiresAt ? (
                  <span>
                    Ends <RelativeTime at={secret.retiresAt} />
                  </span>
                ) : null}
                <span className="inline-flex min-w-0 gap-1">
                  Last used <LastUsed at={secret.lastUsedAt} ip={secret.lastUsedIp} />
                </span>
                <Chip what="secret ID" text={secret.id}>
                  {shorten(secret.id)}
                </Chip>
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
