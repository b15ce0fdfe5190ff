import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { KeyIdChip } from "./key-id-chip";
import { KeyMenu } from "./key-menu";
import type { KeySubject } from "./key-subject";
import { SecretChip } from "./secret-chip";
import { StatusBadge } from "./status-badge";

type KeyHeaderProps = {
  orgSlug: string;
  details: KeySubject;
  /** What deleting the key would stop. */
  impact: ReactNode;
};

/** Name, state and the two things people come to copy. */
export function KeyHeader({ orgSlug, details, impact }: KeyHeaderProps) {
  return (
    <div className="mb-6">
      <PageHeader
        className="mb-3"
        title={<bdi>{details.name}</bdi>}
        meta={<StatusBadge status={details.status} />}
        actions={
          <>
            {details.canEdit ? (
              <Button asChild>
                <Link href={`/o/${orgSlug}/keys/${details.id}/edit`}>Edit</Link>
              </Button>
            ) : null}
            <KeyMenu subject={details} isOwnPage impact={impact} />
          </>
        }
      />
      <dl className="flex flex-wrap items-center gap-x-5 gap-y-2 text-sm [&_dt]:text-ink-muted">
        <div className="flex items-center gap-2">
          <dt>Secret</dt>
          <dd>
            <SecretChip
              keyId={details.id}
              preview={details.preview}
              canCopy={details.canCopy}
              isKept={details.isSecretKept}
            />
          </dd>
        </div>
        <div className="flex min-w-0 items-center gap-2">
          <dt>Key ID</dt>
          <dd className="min-w-0">
            <KeyIdChip keyId={details.id} whole />
          </dd>
        </div>
      </dl>
    </div>
  );
}
