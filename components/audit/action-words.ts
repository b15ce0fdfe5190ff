/** What an action did, between the one who acted and what it was done to: "Ada *rotated key* Tiles". */
export const ACTION_WORDS: Readonly<Record<string, string>> = {
  "key.created": "created key",
  "key.edited": "edited key",
  "key.renamed": "renamed key",
  "key.access_set": "changed the use of key",
  "key.validity_set": "changed the dates of key",
  "key.restrictions_set": "changed the restrictions of key",
  "key.limits_set": "changed the own limits of key",
  "key.limit_granted": "granted a limit to key",
  "key.limit_ended": "ended a limit of key",
  "key.disabled": "disabled key",
  "key.enabled": "enabled key",
  "key.deleted": "deleted key",
  "key.restored": "restored key",
  "key.purged": "purged key",
  "key.secret_copied": "copied the secret of key",
  "key.id_copied": "copied the ID of key",
  "key.rotated": "rotated key",
  "key.rotation_finished": "finished the rotation of key",
  "key.rotation_extended": "extended the rotation of key",
  "key.rotation_cancelled": "cancelled the rotation of key",
  "key.secret_first_used": "saw the first use of a new secret of key",
  "key.secret_retired": "retired an old secret of key",
  "key.transferred": "handed over key",
  "key.leak_reported": "reported a leak of key",
  "key.looked_up": "looked at key",
  "member.looked_up": "looked at member",
  "member.invite_looked_up": "looked at the invitation of",
  "member.invited": "invited",
  "member.invite_resent": "sent the invitation again to",
  "member.invite_revoked": "revoked the invitation of",
  "member.joined": "joined",
  "member.role_changed": "changed the role of",
  "member.removed": "removed",
  "member.left": "left",
  "org.created": "created the organization",
  "org.renamed": "renamed the organization",
  "org.policies_changed": "changed policies",
  "org.limit_granted": "granted a limit to the organization",
  "org.limit_ended": "ended a limit of the organization",
  "org.looked_up": "looked at the organization",
  "org.call_looked_up": "looked at a call",
  "org.view_started": "began to look at the dashboard",
  "org.view_ended": "stopped looking at the dashboard",
  "qps_request.drafted": "drafted QPS request",
  "qps_request.edited": "edited QPS request",
  "qps_request.submitted": "sent QPS request",
  "qps_request.question_asked": "asked about QPS request",
  "qps_request.answered": "answered the question about QPS request",
  "qps_request.commented": "commented on QPS request",
  "qps_request.approval_given": "agreed, as the first of two, to QPS request",
  "qps_request.approved": "approved QPS request",
  "qps_request.rejected": "rejected QPS request",
  "qps_request.withdrawn": "withdrew QPS request",
  "audit.exported": "exported the audit log",
  "audit.key_changed": "sealed everything before with a new key of the installation in the audit log of",
  "management_token.created": "created management token",
  "management_token.revoked": "revoked management token",
  "token.minted": "minted an access token of key",
  "token.revoked": "revoked an access token of key",
};

/** Groups of actions a filter offers. */
export const ACTION_GROUPS = [
  { value: "key.", label: "Everything about keys" },
  { value: "key.created", label: "Key created" },
  { value: "key.edited", label: "Key edited" },
  { value: "key.secret_copied", label: "Secret copied" },
  { value: "key.rotated", label: "Key rotated" },
  { value: "key.disabled", label: "Key disabled" },
  { value: "key.deleted", label: "Key deleted" },
  { value: "key.transferred", label: "Key handed over" },
  { value: "key.looked_up", label: "Key looked at by support" },
  { value: "member.", label: "Everything about members" },
  { value: "member.role_changed", label: "Role changed" },
  { value: "qps_request.", label: "Everything about QPS requests" },
  { value: "management_token.", label: "Management tokens" },
  { value: "org.policies_changed", label: "Policies changed" },
  { value: "org.view_started", label: "Dashboard seen by support" },
  { value: "audit.exported", label: "Audit log exported" },
] as const;

const WITHOUT_TARGET = ["member.joined", "member.left", "org.", "audit."];

/** Whether the sentence names what it was done to. */
export function namesTarget(action: string): boolean {
  return !WITHOUT_TARGET.some((start) => action.startsWith(start));
}

/** Words for any action; one that has none is spelled out. */
export function actionWords(action: string): string {
  return ACTION_WORDS[action] ?? action.replace(/[._]/g, " ");
}
