/**
 * What can go wrong in the dashboard and its actions: the one table of codes, statuses and public sentences.
 * The edge has its own (`lib/edge/verdict.ts`), because its codes are a contract with programs.
 */
export const ERROR_CODES = {
  not_signed_in: { status: 401, message: "Sign in to continue." },
  sign_in_failed: { status: 401, message: "That e-mail and password do not match." },
  token_missing: {
    status: 401,
    message: "Send a management token as Authorization: Bearer kwm_…",
  },
  token_invalid: {
    status: 401,
    message:
      "This management token does not work: it is unknown, revoked or expired, or its creator has left.",
  },
  signature_invalid: {
    status: 401,
    message: "The signature is missing, or is none of exactly this body by a key that is published.",
  },
  report_token_invalid: {
    status: 401,
    message: "Send a token of this installation's leak intake as Authorization: Bearer kwl_…",
  },
  insufficient_scope: { status: 403, message: "This management token does not have the scope for this." },
  email_unverified: {
    status: 403,
    message:
      "The identity provider does not confirm the e-mail address of this account, so it cannot be used here.",
  },
  account_exists: {
    status: 409,
    message:
      "This address has an account already. Sign in with its password, then connect the identity provider on your account page.",
  },
  email_not_verified: {
    status: 403,
    message: "Confirm your e-mail address first. We have sent you the link.",
  },
  forbidden: { status: 403, message: "Your role does not allow this. Ask an admin of your organization." },
  view_only: {
    status: 403,
    message: "You see this dashboard as support does: nothing can be changed from here.",
  },
  step_up_required: {
    status: 403,
    message: "Prove that it is you: your organization asks for it before this action.",
  },
  second_factor_required: {
    status: 403,
    message: "This organization asks for a second factor. Set one up on your account page first.",
  },
  cross_origin: {
    status: 403,
    message: "This request did not come from the dashboard. Reload the page and try again.",
  },
  not_found: { status: 404, message: "We could not find that. It may have been deleted." },
  conflict: { status: 409, message: "Someone changed this in the meantime. Reload and try again." },
  version_mismatch: {
    status: 412,
    message: "Someone changed this in the meantime. Reload, look at the change and try again.",
  },
  already_disabled: { status: 409, message: "This key is already disabled." },
  key_protected: {
    status: 409,
    message: "This key is protected from deletion. Edit it and lift the protection first.",
  },
  not_disabled: { status: 409, message: "This key is not disabled." },
  disabled_by_staff: {
    status: 403,
    message: "The provider disabled this key, and only its support can enable it again.",
  },
  rotation_in_progress: {
    status: 409,
    message:
      "A rotation of this key is under way. Wait until its old secret has ended, or let it end now and rotate again.",
  },
  no_rotation: { status: 409, message: "No rotation of this key is under way. Its old secret has ended." },
  new_secret_used: {
    status: 409,
    message: "The new secret is already in use, so this rotation can only be finished or run out.",
  },
  edge_unreachable: {
    status: 409,
    message:
      "Not every edge has confirmed in time that the new secret is unused, so nothing was changed. Try again, or finish the rotation.",
  },
  enterprise_only: {
    status: 403,
    message:
      "Another QPS comes with an enterprise contract. Write to us about one; until then keep answers that stay the same, and spread calls out.",
  },
  request_open: {
    status: 409,
    message: "There is an open request for this key and class already. Wait for its answer, or withdraw it.",
  },
  request_closed: {
    status: 409,
    message: "This request is not open any more. Reload to see what became of it.",
  },
  not_a_draft: { status: 409, message: "This request was sent already. Withdraw it and send another one." },
  no_question: {
    status: 409,
    message: "No question about this request is open. Reload to see where it stands.",
  },
  self_review: {
    status: 403,
    message:
      "Somebody else has to decide this: you wrote or sent it, or belong to the organization that asks.",
  },
  approved_already: {
    status: 409,
    message: "You have agreed to just this already. A second reviewer has to agree as well.",
  },
  malformed_json: { status: 400, message: "The body is not JSON. Send one JSON object in UTF-8." },
  method_not_allowed: {
    status: 405,
    message: "This address does not take this method. Allow says which it takes.",
  },
  replay_expired: {
    status: 409,
    message:
      "This was done before, and its answer is not kept any more. Use a new Idempotency-Key for a new request.",
  },
  request_in_progress: {
    status: 409,
    message: "A request with this Idempotency-Key is under way. Wait for its answer, then send it again.",
  },
  body_too_large: { status: 413, message: "The body is longer than 65,536 bytes." },
  unsupported_media_type: { status: 415, message: "Send the body as Content-Type: application/json." },
  idempotency_key_reused: {
    status: 422,
    message: "This Idempotency-Key was used for another request. Use a new one for each request.",
  },
  last_owner: {
    status: 409,
    message: "An organization needs an owner who can sign in. Make somebody else an owner first.",
  },
  range_too_wide: {
    status: 422,
    message: "This is more than one answer can hold. Choose a shorter range, or ask for less detail.",
  },
  invalid_input: { status: 422, message: "Some fields need attention." },
  link_invalid: { status: 410, message: "This link has expired or was already used. Ask for a new one." },
  secret_not_kept: {
    status: 410,
    message: "This secret was shown once and is not kept. Rotate the key to get a new one.",
  },
  too_many_attempts: { status: 429, message: "Too many attempts. Wait a moment and try again." },
  limit_reached: { status: 422, message: "You have reached the limit for this." },
  unavailable: {
    status: 503,
    message: "Keyward cannot reach its database right now. Nothing was changed; try again shortly.",
  },
  internal: {
    status: 500,
    message: "Keyward failed to do this. Nothing was changed; quote the request ID to support.",
  },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;
