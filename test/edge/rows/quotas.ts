import type { KeyName } from "../cast";
import type { Row } from "../row";

const line = "GET /t/a HTTP/1.1";
const calls = (name: KeyName) => ({ line, fields: [`X-API-Key: {${name}}`] });
const first = (name: KeyName) => ({ ...calls(name), status: 200 });

/** Limits beside the class's queries per second. Each key serves one row. */
export const QUOTA_ROWS: readonly Row[] = [
  {
    name: "an organization's ceiling holds over all its keys",
    after: [first("capped1")],
    send: calls("capped1"),
    gets: {
      status: 429,
      code: "qps_exceeded",
      headers: { "ratelimit-policy": '"qps";q=1000000;w=1, "qps-org";q=1;w=1', "retry-after": "1" },
      body: /"violated-policies":\["qps-org"\]/,
    },
  },
  {
    name: "a limit per address refuses the address that used it up",
    after: [first("of-address")],
    send: calls("of-address"),
    gets: { status: 429, code: "qps_exceeded", body: /"violated-policies":\["qps-address"\]/ },
  },
  {
    name: "and leaves other addresses alone",
    send: { ...calls("of-address"), from: "127.0.0.8" },
    gets: { status: 200, headers: { ratelimit: /"qps-address";r=0/ } },
  },
  {
    name: "a customer's own limit lowers the rate of the class",
    after: [first("lowered")],
    send: calls("lowered"),
    gets: { status: 429, code: "qps_exceeded", headers: { "ratelimit-policy": '"qps";q=1;w=1' } },
  },
  {
    name: "a contract takes the place of the rate of the class",
    send: calls("granted"),
    gets: { status: 200, headers: { "ratelimit-policy": '"qps";q=3;w=1', ratelimit: /^"qps";r=2;t=1/ } },
  },
  {
    name: "a second call while one is under way is one too many",
    answers: { body: ["slow", "ly"], everyMs: 150, fields: ["Content-Type: text/plain"] },
    after: [first("one-at-a-time")],
    send: calls("one-at-a-time"),
    gets: { status: 429, code: "concurrency_exceeded", body: /"violated-policies":\["concurrency"\]/ },
  },
  {
    name: "afterwards there is room again",
    send: calls("one-at-a-time"),
    gets: { status: 200 },
  },
  {
    name: "a quota of two an hour admits two",
    after: [first("hourly"), first("hourly")],
    send: calls("hourly"),
    gets: {
      status: 429,
      code: "quota_exceeded",
      headers: {
        "ratelimit-policy": '"qps";q=1000000;w=1, "hour";q=2;w=3600',
        ratelimit: /"hour";r=0;t=\d+/,
      },
      body: /"violated-policies":\["hour"\]/,
    },
  },
  {
    name: "bytes are counted when they have passed: two of three",
    send: calls("daily"),
    gets: {
      status: 200,
      headers: {
        "ratelimit-policy": /"day-bytes";q=3;qu="content-bytes";w=86400$/,
        ratelimit: /"day-bytes";r=3/,
      },
    },
  },
  {
    name: "a third byte is left, so two more pass",
    send: calls("daily"),
    gets: { status: 200, headers: { ratelimit: /"day-bytes";r=1/ } },
  },
  {
    name: "and then none",
    send: calls("daily"),
    gets: { status: 429, code: "quota_exceeded", headers: { ratelimit: /"day-bytes";r=0/ } },
  },
  {
    name: "a month is as long as it is",
    after: [first("monthly")],
    send: calls("monthly"),
    gets: {
      status: 429,
      code: "quota_exceeded",
      headers: {
        "ratelimit-policy":
          /"month-transactions";q=1;qu="transactions";w=(?:2419200|2505600|2592000|2678400)$/,
      },
    },
  },
  {
    name: "a call we failed ourselves costs no quota",
    send: { line: "GET /dead/a HTTP/1.1", fields: ["X-API-Key: {refunded}"] },
    gets: { status: 502, code: "upstream_unreachable", headers: { ratelimit: /"hour";r=1/ } },
  },
  {
    name: "so that the next one finds it whole",
    send: calls("refunded"),
    gets: { status: 200, headers: { ratelimit: /"hour";r=0/ } },
  },
];
