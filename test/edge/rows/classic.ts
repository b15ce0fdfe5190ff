import type { Row } from "../row";

const CASES = [
  ["no key", [], "ERR_403_DEVELOPER_INACTIVE", "Account Inactive", "Developer Inactive", "key_missing"],
  [
    "an unknown key",
    ["X-API-Key: {stranger}"],
    "ERR_403_DEVELOPER_INACTIVE",
    "Account Inactive",
    "Developer Inactive",
    "key_invalid",
  ],
  [
    "a retired secret",
    ["X-API-Key: {retired}"],
    "ERR_403_DEVELOPER_INACTIVE",
    "Account Inactive",
    "Developer Inactive",
    "key_retired",
  ],
  [
    "a disabled key",
    ["X-API-Key: {disabled}"],
    "ERR_403_DEVELOPER_INACTIVE",
    "Account Inactive",
    "Developer Inactive",
    "key_disabled",
  ],
  [
    "an expired key",
    ["X-API-Key: {expired}"],
    "ERR_403_DEVELOPER_INACTIVE",
    "Account Inactive",
    "Developer Inactive",
    "key_expired",
  ],
  [
    "a suspended organization",
    ["X-API-Key: {of-suspended-org}"],
    "ERR_403_DEVELOPER_INACTIVE",
    "Account Inactive",
    "Developer Inactive",
    "org_suspended",
  ],
  [
    "a product the key has not",
    ["X-API-Key: {no-products}"],
    "ERR_403_NOT_AUTHORIZED",
    "Not Authorized",
    "Not Authorized",
    "product_not_allowed",
  ],
] as const;

/** A product that answers refusals in the style of the classic TomTom gateway. */
export const CLASSIC_ROWS: readonly Row[] = [
  ...CASES.map(([what, fields, code, detail, heading, unnamed]) => ({
    name: `TomTom's style for ${what}`,
    send: { line: "GET /classic/a HTTP/1.1", fields },
    gets: {
      status: 403,
      body: `<h1>${heading}</h1>`,
      headers: {
        "x-mashery-error-code": code,
        "x-error-detail-header": detail,
        "content-type": "text/xml; charset=utf-8",
        "www-authenticate": null,
        "cache-control": "no-store",
      },
    },
    unnamed,
  })),
  {
    name: "what that gateway had no word for stays a problem",
    send: { line: "GET /classic/a?key=x HTTP/1.1", fields: ["X-API-Key: y"] },
    gets: { status: 400, code: "ambiguous_credentials" },
  },
  {
    name: "TomTom's style on HEAD has no body",
    send: { line: "HEAD /classic/a HTTP/1.1" },
    gets: { status: 403, body: 0, headers: { "x-mashery-error-code": "ERR_403_DEVELOPER_INACTIVE" } },
    unnamed: "key_missing",
  },
];
