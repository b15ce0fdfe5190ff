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
  "keys:delete": { viewer: "no", developer: "own", admin: "yes", owner: "yes" },
  "usage:read": { viewer: "yes", developer: "yes", admin: "yes", owner: "yes" },
  "members:read": { viewer: "yes", developer: "yes", admin: "yes", owner: "yes" },
} as const satisfies Record<string, Record<Role, Grant>>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether `role` holds `permission`, on a thing it owns or not. Anything but an explicit grant is a no. */
export function can(role: Role, permission: Permission, isOwn = false): boolean {
  const grant: Grant = PERMISSIONS[permission][role];
  return grant === "yes" || (grant === "own" && isOwn);
}
