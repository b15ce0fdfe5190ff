import { SearchX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { ORG_TYPE_WORDS } from "@/components/accounts/org-type-words";
import { ROLE_NAMES } from "@/components/accounts/role-words";
import { SecretBadge } from "@/components/keys/secret-badge";
import { StatusBadge } from "@/components/keys/status-badge";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { Hits } from "@/lib/support/search";
import { supportHref } from "./support-href";

type SearchResultsProps = { hits: Hits; ticket: string };

/** What a search found, where it is not one thing alone. */
export function SearchResults({ hits, ticket }: SearchResultsProps) {
  const { keys, orgs, people, invites, calls, missing } = hits;
  if ([keys, orgs, people, invites, calls].every(({ length }) => length === 0)) {
    return (
      <EmptyState icon={SearchX} title="Nothing found" className="mt-6">
        No customer has this now. A deleted key is gone for good 30 days after its deletion, and of all calls
        only some are kept one by one: ask for the key ID, or for a newer request ID.
      </EmptyState>
    );
  }
  return (
    <div className="mt-6 grid gap-6">
      {missing > 0 ? (
        <p className="text-ink-muted">
          {missing === 1 ? "One of them was not found." : `${missing} of them were not found.`}
        </p>
      ) : null}
      <Group title="Keys" count={keys.length}>
        {keys.map(({ keyId, name, status, org, secret }) => (
          <Row
            key={`${keyId} ${secret?.id}`}
            href={supportHref("keys", keyId, ticket, secret ? { secret: secret.id } : {})}
            title={name}
            about={
              <>
                {org.name}
                {secret === null ? null : (
                  <span className="ml-3 font-mono text-xs">
                    kw_{secret.preview.head}…{secret.preview.tail}
                  </span>
                )}
              </>
            }
          >
            {secret === null ? null : <SecretBadge status={secret.status} />}
            {org.isSuspended ? <Badge tone="danger">Suspended</Badge> : <StatusBadge status={status} />}
          </Row>
        ))}
      </Group>
      <Group title="Calls" count={calls.length}>
        {calls.map(({ requestId, at, method, endpoint, status, code, org }) => (
          <Row
            key={requestId}
            href={supportHref("calls", requestId, ticket)}
            title={`${method} ${endpoint}`}
            about={org?.name ?? "No customer: no key was found"}
          >
            <span className="font-mono text-xs">{code === "" ? status : `${status} ${code}`}</span>
            <RelativeTime at={at} isPast />
          </Row>
        ))}
      </Group>
      <Group title="Organizations" count={orgs.length}>
        {orgs.map(({ id, name, slug, type, isSuspended }) => (
          <Row key={id} href={supportHref("orgs", id, ticket)} title={name} about={slug}>
            {isSuspended ? <Badge tone="danger">Suspended</Badge> : null}
            <span>{ORG_TYPE_WORDS[type]}</span>
          </Row>
        ))}
      </Group>
      <Group title="People" count={people.length}>
        {people.map(({ userId, name, email, isDisabled, isEmailVerified, orgs: theirs }) => (
          <li key={userId} className="grid gap-1 px-5 py-3 text-sm">
            <span className="flex flex-wrap items-center gap-x-3">
              <bdi className="font-medium">{name}</bdi>
              <span className="text-ink-muted">{email}</span>
              {isDisabled ? <Badge tone="idle">Disabled</Badge> : null}
              {isEmailVerified ? null : <Badge tone="warn">Address not confirmed</Badge>}
            </span>
            <span className="flex flex-wrap gap-x-4 gap-y-1">
              {theirs.length === 0 ? <span className="text-ink-muted">In no organization.</span> : null}
              {theirs.map((org) => (
                <TextLink key={org.id} prefetch={false} href={supportHref("orgs", org.id, ticket)}>
                  {ROLE_NAMES[org.role]} of {org.name}
                </TextLink>
              ))}
            </span>
          </li>
        ))}
      </Group>
      <Group title="Open invitations" count={invites.length}>
        {invites.map(({ inviteId, email, role, org, expiresAt, isOver }) => (
          <Row
            key={inviteId}
            href={`${supportHref("orgs", org.id, ticket)}#invitations`}
            title={email}
            about={`${ROLE_NAMES[role]} of ${org.name}`}
          >
            {isOver ? <Badge tone="warn">Ran out</Badge> : <Badge tone="info">Open</Badge>}
            <RelativeTime at={expiresAt} />
          </Row>
        ))}
      </Group>
    </div>
  );
}

function Group({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  if (count === 0) return null;
  return (
    <Card>
      <CardHeader title={title} />
      <ul className="divide-y divide-line border-line border-t">{children}</ul>
    </Card>
  );
}

type RowProps = { href: string; title: string; about: ReactNode; children: ReactNode };

function Row({ href, title, about, children }: RowProps) {
  return (
    <li className="relative flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-5 py-3 text-sm transition-colors hover:bg-hover">
      <span className="min-w-0">
        <Link prefetch={false} href={href} className="font-medium break-words after:absolute after:inset-0">
          <bdi>{title}</bdi>
        </Link>
        <span className="block text-ink-muted break-words">{about}</span>
      </span>
      <span className="flex basis-full flex-wrap items-center gap-x-4 text-ink-muted sm:basis-auto">
        {children}
      </span>
    </li>
  );
}
