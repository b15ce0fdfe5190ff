import type { Refused } from "./decision";
import { instanceOf } from "./instance";
import { REFUSALS } from "./verdict";

/** A refusal as RFC 9457 tells it. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly requestId: string;
  readonly "violated-policies"?: readonly string[];
};

/**
 * The problem of a refusal. Holds no query and no secret; says more than the table only to who presented a real key.
 * @param docsUrl Where the error reference lives, without fragment.
 */
export function problemOf(refused: Refused, target: string, requestId: string, docsUrl: string): Problem {
  const { title, status, meaning, mend } = REFUSALS[refused.code];
  const facts = factsOf(refused);
  return {
    type: `${docsUrl}#${refused.code}`,
    title,
    status,
    code: refused.code,
    detail: facts === "" ? `${meaning} ${mend}` : `${meaning} ${facts} ${mend}`,
    instance: instanceOf(target),
    requestId,
    ...(status === 429 ? { "violated-policies": refused.violated } : {}),
  };
}

/** The particulars that mend it: which product, which limit, which day. */
function factsOf({ code, key, route, limits }: Refused): string {
  switch (code) {
    case "product_not_allowed":
      return route === null ? "" : `The product is ${route.product.name}.`;
    case "body_too_large":
      return route === null ? "" : `The limit is ${route.product.bodyLimitBytes} bytes.`;
    case "qps_exceeded":
      return limits[0] === undefined ? "" : `The limit is ${limits[0].quota} per second.`;
    case "key_expired":
      return day("It expired at", key?.expiresAt);
    case "key_not_yet_valid":
      return day("It is valid from", key?.validFrom);
    case "key_retired":
      return day("It ended at", key?.retiresAt);
    default:
      return "";
  }
}

function day(words: string, at: number | null | undefined): string {
  return at === null || at === undefined ? "" : `${words} ${new Date(at).toISOString()}.`;
}
