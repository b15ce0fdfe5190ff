import { randomBase62 } from "./base62";

/** Every kind of public ID there is. An ID is `<prefix>_` + 22 base62 characters (130 bits, CSPRNG). */
export const ID_PREFIXES = {
  key: "key",
  secret: "sec",
  org: "org",
  user: "usr",
  session: "ses",
  emailToken: "emt",
  product: "prd",
  endpointClass: "cls",
  upstream: "ups",
  upstreamSecret: "usk",
  request: "req",
  instance: "ins",
  limit: "lim",
  tokenKey: "tkk",
  token: "tok",
  invite: "inv",
  notice: "ntc",
  managementToken: "mtk",
  recoveryCode: "rec",
  signInAttempt: "sia",
  fence: "fnc",
  qpsRequest: "qpr",
  qpsMessage: "qpm",
  plan: "pln",
  contract: "ctr",
  abuseFlag: "abf",
  announcement: "ann",
  supportNote: "snt",
  staffView: "stv",
  webhook: "whk",
  webhookEvent: "evt",
  webhookDelivery: "dlv",
  alert: "alt",
  alertRule: "alr",
  leakFinding: "lkf",
  leakReporter: "lkr",
  materialRun: "mrn",
  tail: "tal",
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

const BODY_LENGTH = 22;

/** A new, unguessable ID of the given kind. */
export function newId(kind: IdKind): string {
  return `${ID_PREFIXES[kind]}_${randomBase62(BODY_LENGTH)}`;
}

/** Whether `value` has the shape of an ID of this kind; says nothing about existence. */
export function isId(kind: IdKind, value: string): boolean {
  const prefix = `${ID_PREFIXES[kind]}_`;
  return (
    value.length === prefix.length + BODY_LENGTH &&
    value.startsWith(prefix) &&
    /^[0-9A-Za-z]+$/.test(value.slice(prefix.length))
  );
}
