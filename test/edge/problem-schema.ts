import { Ajv } from "ajv";
import { REFUSALS } from "@/lib/edge/verdict";

/** RFC 3986 §4.1, as far as characters go: what RFC 9457 demands of `type` and `instance`. */
const URI_REFERENCE =
  /^(?:[A-Za-z0-9\-._~:/?[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*(?:#(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?$/;

const ajv = new Ajv({ strict: true, formats: { "uri-reference": URI_REFERENCE } });

/** The members RFC 9457 §3.1 defines, as its appendix A has them. Others are allowed. */
const RFC_9457 = {
  type: "object",
  properties: {
    type: { type: "string", format: "uri-reference" },
    title: { type: "string" },
    status: { type: "integer", minimum: 100, maximum: 599 },
    detail: { type: "string" },
    instance: { type: "string", format: "uri-reference" },
  },
};

/** What we promise beyond that: every refusal has all of these members and no others. */
const REFUSAL = {
  type: "object",
  required: ["type", "title", "status", "code", "detail", "instance", "requestId"],
  properties: {
    ...Object.fromEntries(Object.keys(RFC_9457.properties).map((name) => [name, true])),
    code: { enum: Object.keys(REFUSALS) },
    requestId: { type: "string", pattern: "^req_[0-9A-Za-z]{22}$" },
    "violated-policies": { type: "array", items: { type: "string" }, minItems: 0 },
  },
  additionalProperties: false,
};

const isProblem = ajv.compile(RFC_9457);
const isRefusal = ajv.compile(REFUSAL);

/** What is wrong with a body that should be a problem (and a refusal of ours, unless `isForeign`); empty when nothing is. */
export function faultsOfProblem(body: unknown, isForeign = false): string[] {
  const faults = [...faultsOf(isProblem, body)];
  if (!isForeign) faults.push(...faultsOf(isRefusal, body));
  return faults;
}

function faultsOf(validate: typeof isProblem, body: unknown): string[] {
  if (validate(body)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
