import { expect, test } from "vitest";
import { kindsFor, noticeWords } from "./kinds";

const AT = "2026-03-09T12:00:00.000Z";
/** Something for every field any kind asks for. */
const DATA = {
  keyName: "Web",
  expiresAt: AT,
  dueAt: AT,
  endsAt: AT,
  rotatesItselfAt: null,
  reportedBy: "Ada",
  reportedAt: AT,
  orgName: "Acme",
  reason: "Unpaid.",
  suspendedAt: AT,
  liftedAt: AT,
  className: "Map · Tiles",
  by: "Ada",
  question: "How long will it last?",
  comment: "It is for the fair",
  currentQps: 10,
  wantedQps: 25,
  qps: 20,
  agreed: 10,
  from: AT,
  until: AT,
  at: AT,
  isPartial: true,
  ticket: "T-7",
  escalatedBy: "Sam",
  webhookName: "Deploys",
  disabledAt: AT,
  source: "github",
  host: "github.com",
  foundAt: AT,
  tokenName: "Pipeline",
  response: "notify",
  instead: "no_addresses",
  details: {
    stage: 80,
    period: "month",
    unit: "requests",
    used: 80,
    quota: 100,
    className: "",
    resetsAt: AT,
    calls: 300,
    usual: 0,
    most: 60,
    errors: 40,
    breaches: 12,
    minutes: 11,
    value: "NO",
    also: ["curl"],
    endpoints: ["/map/{z}"],
    days: 90,
    lastUsedAt: null,
  },
};

test.each(["members", "staff"] as const)(
  "every kind for %s has words, and links to a page of theirs",
  (audience) => {
    for (const kind of kindsFor(audience)) {
      const words = noticeWords({ kind, subject: "key_1", data: DATA }, audience);
      expect(words?.title, kind).toMatch(/\S/);
      expect(words?.body, kind).toMatch(/\.$/);
      expect(words?.link.path, kind).toMatch(/^[a-z]/);
      expect(JSON.stringify(words), kind).not.toMatch(/!|undefined/);
    }
  },
);

test("a kind or data of another version has no words, instead of wrong ones", () => {
  expect(noticeWords({ kind: "key.sang", subject: "key_1", data: {} })).toBeNull();
  expect(noticeWords({ kind: "constructor", subject: "key_1", data: {} })).toBeNull();
  expect(noticeWords({ kind: "key.expires_soon", subject: "key_1", data: { keyName: 1 } })).toBeNull();
});
