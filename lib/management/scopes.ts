import type { Permission } from "@/lib/members/permissions";

type Facts = {
  /** What its holder can do, for a person who decides about it. */
  words: string;
  permissions: readonly Permission[];
};

/**
 * What a management token can be allowed to do: a scope gives permissions, and whoever made the token has to hold them, too.
 *
 * A route asks for its scope by name. Whatever changes a key answers with the key, hence the permission to read.
 *
 * None lets a token make or revoke tokens, change members or policies, or read the secret of a key that exists.
 */
export const SCOPES = {
  "keys:read": { words: "Read keys, without their secrets", permissions: ["keys:read"] },
  "keys:create": {
    words: "Create keys and get their secrets",
    permissions: ["keys:read", "keys:create", "limits:edit"],
  },
  "keys:edit": { words: "Edit keys", permissions: ["keys:read", "keys:edit", "limits:edit"] },
  "keys:rotate": {
    words: "Rotate keys and get their new secrets",
    permissions: ["keys:read", "keys:rotate", "keys:copy"],
  },
  "keys:disable": { words: "Disable and enable keys", permissions: ["keys:read", "keys:disable"] },
  "keys:delete": { words: "Delete and restore keys", permissions: ["keys:read", "keys:delete"] },
  "usage:read": { words: "Read usage", permissions: ["usage:read"] },
  "qps:read": { words: "Read QPS requests and what calls show", permissions: ["qps:read"] },
  "qps:request": {
    words: "Send, answer and withdraw QPS requests",
    permissions: ["qps:read", "qps:draft", "qps:submit"],
  },
  "webhooks:read": {
    words: "Read webhooks and what was sent to them",
    permissions: ["webhooks:read"],
  },
  "webhooks:manage": {
    words: "Make, change and remove webhooks and get their secrets",
    permissions: ["webhooks:read", "webhooks:manage"],
  },
  "members:read": { words: "Read who the members are", permissions: ["members:read"] },
  "audit:read": { words: "Read the audit log", permissions: ["audit:read"] },
} as const satisfies Record<string, Facts>;

export type Scope = keyof typeof SCOPES;

/** Every scope, in the order in which they are offered. */
export const ALL_SCOPES = Object.keys(SCOPES) as [Scope, ...Scope[]];

/** The permissions that scopes add up to. A scope this version does not know gives none. */
export function permissionsOf(scopes: readonly string[]): Permission[] {
  const known = ALL_SCOPES.filter((scope) => scopes.includes(scope));
  return [...new Set(known.flatMap((scope): readonly Permission[] => SCOPES[scope].permissions))];
}
