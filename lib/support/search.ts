import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { type CallHit, findCalls } from "./find-calls";
import { findKeys, type KeyHit } from "./find-keys";
import { findOrgs, type OrgHit } from "./find-orgs";
import { findPeople, type InviteHit, type PersonHit } from "./find-people";
import { recordLookUps, type Seen } from "./record-look-ups";
import type { SearchInput, SupportQuery } from "./schemas";

/** What a search found; `missing` are secrets, keys and calls that were asked for by name and are not there. */
export type Hits = {
  keys: KeyHit[];
  orgs: OrgHit[];
  people: PersonHit[];
  invites: InviteHit[];
  calls: CallHit[];
  missing: number;
};

const NOTHING: Hits = { keys: [], orgs: [], people: [], invites: [], calls: [], missing: 0 };

/**
 * Finds whatever a ticket names, in any organization: a key by its ID, its secret's digest or its secret's ends; a call by its
 * request ID; an organization; a person or an invitation by its address.
 *
 * Of a secret nothing comes here but its SHA-256, and nothing is answered but its ends and its state. What is told of a
 * customer beyond its name is in that customer's audit log, with the ticket, before it is told.
 * @throws {DomainError} `forbidden`.
 */
export async function searchForSupport(ctx: StaffContext, { ticket, query }: SearchInput): Promise<Hits> {
  requireStaff(ctx, "support:look_up");
  const hits = { ...NOTHING, ...(await find(ctx, query)) };
  await recordLookUps(ctx, ticket, seenIn(hits));
  return hits;
}

async function find(ctx: StaffContext, query: SupportQuery): Promise<Partial<Hits>> {
  switch (query.kind) {
    case "secrets": {
      const { keys, missing } = await findKeys(ctx, query);
      return { keys, missing };
    }
    case "keys":
    case "ends":
      return findKeys(ctx, query);
    case "calls":
      return findCalls(query.requestIds);
    case "org":
      return { orgs: await findOrgs({ orgId: query.orgId }) };
    case "email":
      return findPeople(ctx, { email: query.email });
    case "text": {
      const { text } = query;
      const isEnd = /^[0-9A-Za-z]{4}$/.test(text);
      const [orgs, people, keys] = await Promise.all([
        findOrgs({ text }),
        findPeople(ctx, { text }),
        isEnd ? findKeys(ctx, { kind: "either_end", end: text }) : findKeys(ctx, { kind: "id_part", text }),
      ]);
      return { orgs, ...people, keys: keys.keys };
    }
  }
}

function seenIn({ keys, people, invites, calls, orgs }: Hits): Seen[] {
  const isOnlyOne = orgs.length === 1;
  return [
    ...keys.map(({ keyId, org }) => ({ kind: "key" as const, keyId, orgId: org.id })),
    ...people.flatMap(({ userId, orgs: theirs }) =>
      theirs.map(({ id }) => ({ kind: "member" as const, userId, orgId: id })),
    ),
    ...invites.map(({ inviteId, org }) => ({ kind: "invite" as const, inviteId, orgId: org.id })),
    ...calls.flatMap(({ requestId, org }) =>
      org === null ? [] : [{ kind: "call" as const, requestId, orgId: org.id }],
    ),
    ...(isOnlyOne ? orgs.map(({ id }) => ({ kind: "org" as const, orgId: id })) : []),
  ];
}
