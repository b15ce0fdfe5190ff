import { can, type Role } from "@/lib/members/permissions";

/** What the caller may do to a key: for a screen that offers nothing it would be refused. Every verb decides again. */
export type KeyRights = {
  /** The caller may copy the secret and it is still kept. */
  canCopy: boolean;
  canEdit: boolean;
  canRotate: boolean;
  canDisable: boolean;
  canDelete: boolean;
  /** Write down what another QPS is asked for. */
  canAskQps: boolean;
};

/** The rights of a role on a key that is the caller's own, or not. */
export function keyRights(role: Role, isOwn: boolean, isSecretKept: boolean): KeyRights {
  const mayCopy = can(role, "keys:copy", isOwn);
  return {
    canCopy: isSecretKept && mayCopy,
    canEdit: can(role, "keys:edit", isOwn),
    canRotate: mayCopy && can(role, "keys:rotate", isOwn),
    canDisable: can(role, "keys:disable", isOwn),
    canDelete: can(role, "keys:delete", isOwn),
    canAskQps: can(role, "qps:draft", isOwn),
  };
}
