import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import type { SecretFacts } from "@/lib/keys/get";
import { LastUsed } from "./last-used";
import { RotationNote } from "./rotation-note";
import { SecretBadge } from "./secret-badge";

type KeySecretsProps = Parameters<typeof RotationNote>[0];

/** The strings clients send for this key: their ends, their state and their last use, never more. */
export function KeySecrets({ details }: KeySecretsProps) {
  return (
    <Card>
      <CardHeader title="Secrets" description="What clients send. The key and its ID outlive every secret." />
      <RotationNote details={details} />
      <ul className="divide-y divide-line border-line border-t">
        {details.secrets.map((secret) => (
          <SecretRow key={secret.id} secret={secret} />
        ))}
      </ul>
    </Card>
  );
}

function SecretRow({ secret }: { secret: SecretFacts }) {
  const isOver = secret.status === "retired";
  return (
    <li
      className={cn(
        "grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-2 px-5 py-3 text-sm md:grid-cols-[9rem_10rem_1fr]",
        isOver && "text-ink-muted",
      )}
    >
      <span className="font-mono">
        kw_{secret.preview.head}…{secret.preview.tail}
      </span>
      <SecretBadge status={secret.status} />
      <span className="col-span-2 flex flex-wrap items-baseline gap-x-5 gap-y-1 text-ink-muted md:col-span-1">
        <span>
          Created <RelativeTime at={secret.createdAt} isPast />
        </span>
        {secret.retiresAt ? (
          <span>
            {isOver ? "Ended" : "Ends"} <RelativeTime at={secret.retiresAt} isPast={isOver} />
          </span>
        ) : null}
        <span className="inline-flex min-w-0 items-baseline gap-1">
          Last used <LastUsed at={secret.lastUsedAt} ip={secret.lastUsedIp} />
        </span>
      </span>
    </li>
  );
}
