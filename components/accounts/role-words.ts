import type { Permission, Role } from "@/lib/members/permissions";

export const ROLE_NAMES = {
  viewer: "Viewer",
  developer: "Developer",
  admin: "Admin",
  owner: "Owner",
} as const satisfies Record<Role, string>;

/** What each permission lets a person do. A permission without words does not compile. */
export const PERMISSION_WORDS = {
  "keys:read": "See keys and their settings, never a secret",
  "keys:create": "Create a key",
  "keys:copy": "Copy a secret",
  "keys:edit": "Edit a key",
  "keys:disable": "Disable and enable a key",
  "keys:rotate": "Rotate a key",
  "limits:edit": "Set a key's own limits",
  "keys:delete": "Delete and restore a key",
  "leaks:report": "Report a leaked key",
  "usage:read": "See analytics",
  "tokens:manage": "Make and revoke management tokens",
  "members:read": "See members",
  "members:edit": "Invite and remove people, change roles up to their own",
  "policies:edit": "Change policies",
  "audit:read": "See and export the audit log",
  "webhooks:read": "See webhooks and what was sent to them",
  "webhooks:manage": "Manage webhooks",
  "alerts:answer": "Put an alert aside, or say that a caller is known",
  "alerts:manage": "Change what is alerted of",
  "qps:read": "See QPS requests",
  "qps:draft": "Write a QPS request",
  "qps:submit": "Send a QPS request and answer questions about it",
} as const satisfies Record<Permission, string>;
