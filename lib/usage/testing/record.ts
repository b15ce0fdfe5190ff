import type { UsageRecord } from "@/lib/edge/ports";
import { newId } from "@/lib/std/id";

/** A call that was let through and answered, with an ID of its own; whatever a test says otherwise. */
export function recordOf(over: Partial<UsageRecord> = {}): UsageRecord {
  return {
    at: 1_764_000_000_000,
    orgId: "org_1",
    keyId: "key_1",
    secretId: "sec_1",
    tokenId: "",
    productId: "prd_1",
    classId: "cls_1",
    endpoint: "/map/{rest+}",
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
    latencyMs: 5,
    ip: "192.0.2.1",
    country: "",
    agent: "",
    referrer: "",
    requestId: newId("request"),
    ...over,
  };
}
