import { expect, test } from "vitest";
import { MemoryKeyStore } from "@/lib/edge/adapters/memory-key-store";
import { nodeHmac } from "@/lib/edge/adapters/node-crypto";
import { refuseRaw } from "@/lib/edge/check";
import type { UsageRecord } from "@/lib/edge/ports";
import { callOf, depsOf } from "@/lib/edge/testing/fixtures";
import { addressPolicy } from "./private-addresses";
import { settle } from "./settle";

test("a call is counted once, with the country its address is registered in", () => {
  const records: UsageRecord[] = [];
  const host = {
    deps: { ...depsOf(new MemoryKeyStore()), country: (ip: string) => (ip === "192.0.2.1" ? "NL" : null) },
    hmac: nodeHmac,
    sink: { record: (record: UsageRecord) => void records.push(record) },
    policy: addressPolicy(""),
    publicUrl: "https://keys.example.com",
  };
  const outcome = { requestId: "req_1", status: 400, bytesIn: 0, bytesOut: 10 };
  for (const ip of ["192.0.2.1", "192.0.2.2"]) {
    settle(refuseRaw("malformed_request"), callOf({ ip }), host, outcome);
  }
  expect(records.map(({ ip, country, status }) => [ip, country, status])).toEqual([
    ["192.0.2.1", "NL", 400],
    ["192.0.2.2", "", 400],
  ]);
});
