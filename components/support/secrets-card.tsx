import { SecretBadge } from "@/components/keys/secret-badge";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import type { KeyDetails } from "@/lib/keys/get";

type SecretsCardProps = {
  details: Pick<KeyDetails, "secrets" | "rotation" | "lastRotatedAt" | "leakedAt">;
  /** The secret that the ticket held. */
  sentId: string | null;
};

/** Secrets by their ends, and how far a rotation is. */
export function SecretsCard({ details, sentId }: SecretsCardProps) {
  return (
    <Card>
      <CardHeader title="Secrets and rotation" description={<RotationSentence {...details} />} />
      <ul className="divide-y divide-line border-line border-t">
        {details.secrets.map(({ id, preview, status, retiresAt, lastUsedAt, lastUsedIp }) => (
          <li
            key={id}
            className={cn(
              "flex flex-wrap items-center gap-x-5 gap-y-1 px-5 py-3 text-sm",
              id === sentId && "bg-selected",
            )}
          >
            <span className="font-mono">
              kw_{preview.head}…{preview.tail}
            </span>
            <SecretBadge status={status} />
            {id === sentId ? <Tag>in the ticket</Tag> : null}
            <span className="text-ink-muted">
              {retiresAt === null ? null : (
                <>
                  {status === "retired" ? "Ended" : "Ends"} <RelativeTime at={retiresAt} />.{" "}
                </>
              )}
              Last used <RelativeTime at={lastUsedAt} isPast />
              {lastUsedIp === null ? "" : ` from ${lastUsedIp}`}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function RotationSentence({ rotation, lastRotatedAt, leakedAt }: SecretsCardProps["details"]) {
  const leak =
    leakedAt === null ? null : <span className="text-danger-ink"> A secret was reported as leaked.</span>;
  if (rotation === null) {
    return (
      <>
        No rotation is under way.{" "}
        {lastRotatedAt === null ? (
          "It was never rotated."
        ) : (
          <>
            Last rotated <RelativeTime at={lastRotatedAt} isPast />.
          </>
        )}
        {leak}
      </>
    );
  }
  const { isAwaitingFirstUse, endsAt } = rotation;
  return (
    <>
      A rotation is under way.
      {isAwaitingFirstUse ? " Nobody has used the new secret yet." : null}
      {endsAt === null ? null : (
        <>
          {" "}
          The old secret works until <RelativeTime at={endsAt} />.
        </>
      )}
      {leak}
    </>
  );
}
