import type { HeaderList } from "./headers";
import type { RefusalCode } from "./verdict";

type MasheryRefusal = { readonly detail: string; readonly code: string; readonly heading: string };

const INACTIVE: MasheryRefusal = {
  detail: "Account Inactive",
  code: "ERR_403_DEVELOPER_INACTIVE",
  heading: "Developer Inactive",
};
const NOT_AUTHORIZED: MasheryRefusal = {
  detail: "Not Authorized",
  code: "ERR_403_NOT_AUTHORIZED",
  heading: "Not Authorized",
};

/** What the classic gateway told its clients by header; everything else it never knew, and stays a problem. */
const MASHERY: Partial<Record<RefusalCode, MasheryRefusal>> = {
  key_missing: INACTIVE,
  key_invalid: INACTIVE,
  key_retired: INACTIVE,
  key_disabled: INACTIVE,
  key_expired: INACTIVE,
  key_not_yet_valid: INACTIVE,
  org_suspended: INACTIVE,
  product_not_allowed: NOT_AUTHORIZED,
  access_not_allowed: NOT_AUTHORIZED,
  query_key_not_allowed: NOT_AUTHORIZED,
  domain_not_allowed: { ...NOT_AUTHORIZED, detail: "Invalid Referer" },
  ip_not_allowed: NOT_AUTHORIZED,
  user_agent_not_allowed: NOT_AUTHORIZED,
  country_not_allowed: NOT_AUTHORIZED,
  outside_allowed_hours: NOT_AUTHORIZED,
  qps_exceeded: {
    detail: "Account Over Queries Per Second Limit",
    code: "ERR_403_DEVELOPER_OVER_QPS",
    heading: "Developer Over Qps",
  },
};

/**
 * A refusal the way the classic TomTom gateway (Mashery) words it, for clients written against that: always 403,
 * a heading as XML, the reason in headers. Null for what that gateway had no word for.
 */
export function tomtomRefusal(code: RefusalCode): { status: 403; headers: HeaderList; body: string } | null {
  const refusal = MASHERY[code];
  if (refusal === undefined) return null;
  return {
    status: 403,
    headers: [
      "Content-Type",
      "text/xml; charset=utf-8",
      "X-Error-Detail-Header",
      refusal.detail,
      "X-Mashery-Error-Code",
      refusal.code,
    ],
    body: `<h1>${refusal.heading}</h1>`,
  };
}
