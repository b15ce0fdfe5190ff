import type { UsageRecord } from "@/lib/edge/ports";

/** A forwarded call as it is metered. */
export const DECIDED_CALL: UsageRecord = {
  at: 0,
  orgId: "org_a",
  keyId: "key_a",
  secretId: "sec_a",
  tokenId: "",
  productId: "prd_a",
  classId: "cls_a",
  endpoint: "/a",
  method: "GET",
  access: "read",
  inQuery: false,
  status: 200,
  code: "",
  saw: "",
  rule: "",
  observed: [],
  bytesIn: 0,
  bytesOut: 0,
  latencyMs: 3,
  ip: "192.0.2.1",
  country: "",
  agent: "",
  referrer: "",
  requestId: "req_a",
};
