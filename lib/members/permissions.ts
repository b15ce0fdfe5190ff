/** Roles inside an organization, weakest first. */
export const ROLES = ["viewer", "developer", "admin", "owner"] as const;
export type Role = (typeof ROLES)[number];

/** `own`: only on keys this person created. */
export type Grant = "no" | "own" | "yes";

/** Who may do what inside an organization: the one permission table. */
export const PERMISSIONS = {
  "keys:read": { viewer: "yes", developer: "yes", admin: "yes", owner: "yes" },
  "keys:create": { viewer: "no", developer: "yes", admin: "yes", owner: "yes" },
  "keys:copy": { viewer: "no", developer: "own", admin: "yes", owner: "yes" },
  "keys:edit": { viewer: "no", developer: "own", admin: "yes", owner: "yes" },
  /** Disable and enable. */
  "keys:disable": { viewer: "no", developer: "own", admin: "yes", owner: "yes" },
  /** Begin, finish, extend and cancel a rotation. Never without `keys:copy`: a rotation hands out a secret. */
  "keys:rotate": { viewer: "no", developer: "own", admin: "yes", owner: "yes" },
  /** Set limits of one's own, lower than what was agreed. */
  "limits:edit": { viewer: "no", developer: "own", admin: "yes", owner: "yes" },
  /** Into the trash, and back. */
  "keys:delete": { viewer: "no", developer: "own", admin: "yes", owner: "yes" },
  /** Say that a key has leaked, whosever it is; what is done about it needs the permission for that. */
  "leaks:report": { viewer: "no", developer: "yes", admin: "yes", owner: "yes" },
  "usage:read": { viewer: "yes", developer: "yes", admin: "yes", owner: "yes" },
  /** See, make and revoke management tokens. */
  "tokens:manage": { viewer: "no", developer: "no", admin: "yes", owner: "yes" },
  "members:read": { viewer: "yes", developer: "yes", admin: "yes", owner: "yes" },
  /** Invite people, change roles and remove members; which roles, `mayManage` says. */
  "members:edit": { viewer: "no", developer: "no", admin: "yes", owner: "yes" },
  "policies:edit": { viewer: "no", developer: "no", admin: "yes", owner: "yes" },
  /** See who did what, and take it along as a file. */
  "audit:read": { viewer: "no", developer: "no", admin: "yes", owner: "yes" },
  /** Write down what another QPS is asked for, for a key of one's own or any. */
  "qps:draft": { viewer: "no", developer: "own", admin: "yes", owner: "yes" },
  /** Send such a request to the provider, answer its questions, take it back. */
  "qps:submit": { viewer: "no", developer: "no", admin: "yes", owner: "yes" },
  /** See webhooks, and what was sent to them. */
  "webhooks:read": { viewer: "no", developer: "no", admin: "yes", owner: "yes" },
  /** Make, change and remove webhooks, and send to them again. */
  "webhooks:manage": { viewer: "no", developer: "no", admin: "yes", owner: "yes" },
  /** Say that a caller is known, and put an alert aside: for a key of one's own or any. */
  "alerts:answer": { viewer: "no", developer: "own", admin: "yes", owner: "yes" },
  /** Change what is alerted of, for the organization or a key. */
  "alerts:manage": { viewer: "no", developer: "no", admin: "yes", owner: "yes" },
  /** See the organization's requests and what became of them. */
  "qps:read": { viewer: "yes", developer: "yes", admin: "yes", owner: "yes" },
} as const satisfies Record<string, Record<Role, Grant>>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether `role` holds `permission`, on a thing it owns or not. Anything but an explicit grant is a no. */
export function can(role: Role, permission: Permission, isOwn = false): boolean {
  const grant: Grant = PERMISSIONS[permission][role];
  return grant === "yes" || (grant === "own" && isOwn);
}

/** Whether `role` may give, change or take away the role `target`: nobody but an owner makes or touches an owner. */
export function mayManage(role: Role, target: Role): boolean {
  return can(role, "members:edit") && (role === "owner" || target !== "owner");
}

/** Roles of the provider's own people. */
export const STAFF_ROLES = ["support", "operator"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Who of the provider's staff may do what to a customer's things. Seeing or copying a secret is no row of it, ever. */
export const STAFF_PERMISSIONS = {
  /** Disable a key, and enable again what staff disabled. */
  "keys:disable": { support: true, operator: true },
  /** Grant limits by contract, and end them. */
  "limits:grant": { support: false, operator: true },
  /** See refused calls that belong to no customer. */
  "requests:read": { support: true, operator: true },
  /** Find a customer, a key or a call, and see everything about it but secrets. Needs a ticket, and is in the customer's audit log. */
  "support:look_up": { support: true, operator: true },
  /** See a customer's dashboard with a viewer's eyes, for a short time. */
  "support:view_as": { support: true, operator: true },
  /** Write notes about a customer, escalate, send an invitation again, begin a leak procedure. */
  "support:act": { support: true, operator: true },
  "qps:review": { support: true, operator: true },
  /** Ask the customer something about a request, or comment. */
  "qps:comment": { support: true, operator: true },
  "qps:decide": { support: false, operator: true },
  "orgs:read": { support: true, operator: true },
  /** Type, plan, contract, suspension, abuse flags, members of a customer. */
  "orgs:manage": { support: false, operator: true },
  "plans:manage": { support: false, operator: true },
  "products:manage": { support: false, operator: true },
  "announcements:manage": { support: false, operator: true },
  "health:read": { support: true, operator: true },
  /** Settings of the installation, and the rotation of its own keys. */
  "settings:manage": { support: false, operator: true },
  "staff:manage": { support: false, operator: true },
} as const satisfies Record<string, Record<StaffRole, boolean>>;

export type StaffPermission = keyof typeof STAFF_PERMISSIONS;

/** Whether a member of staff may do this. */
export function staffCan(role: StaffRole, permission: StaffPermission): boolean {
  return STAFF_PERMISSIONS[permission][role];
}
