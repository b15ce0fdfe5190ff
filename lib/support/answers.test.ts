import { describe, expect, it, test } from "vitest";
import { REFUSALS, type RefusalCode } from "@/lib/edge/verdict";
import { type AnswerFacts, answersFor } from "./answers";
import type { KeyState } from "./key-state";

const KEY_ID = "key_0000000000000000000000";
const refused = (code: string, day = 12) => ({
  code,
  hour: day,
  day,
  lastAt: "2026-11-23T14:20:00.000Z",
  saw: "",
  rule: "",
});

function facts(over: Partial<AnswerFacts> = {}): AnswerFacts {
  return {
    keyId: KEY_ID,
    keyName: "Fleet",
    orgSlug: "fernwood",
    state: { tone: "works", sentence: "Works: 214 calls in the last hour.", code: null },
    refused: [],
    hasSentSecret: false,
    providerName: "Meridian Maps",
    publicUrl: "https://dash.example.com",
    ...over,
  };
}

test.each(Object.keys(REFUSALS) as RefusalCode[])("an answer about %s says how to mend it", (code) => {
  const state: KeyState = { tone: "refused", sentence: "Refused since 14:02 UTC: so.", code };
  const [answer] = answersFor(facts({ state, refused: [refused(code)] }));
  expect(answer?.text).toContain(state.sentence);
  expect(answer?.text).toContain(REFUSALS[code].mend);
  expect(answer?.text).toContain(`https://dash.example.com/docs/errors#${code}`);
});

describe("answers", () => {
  it("about a key that works ask for a request ID, never for the key", () => {
    const [answer, ...others] = answersFor(facts());
    expect(answer?.text).toContain("X-Request-Id");
    expect(answer?.text).toContain("never send us the key");
    expect(others).toEqual([]);
  });

  it("to who sent the secret say that it has leaked, and lead to the wizard", () => {
    const answers = answersFor(facts({ hasSentSecret: true }));
    expect(answers.map(({ title }) => title)).toEqual(["It works", "They sent the secret"]);
    expect(answers[1]?.text).toContain(`https://dash.example.com/o/fernwood/leak?key=${KEY_ID}`);
  });

  it("tell further reasons one by one, three at most, each once", () => {
    const state: KeyState = { tone: "partly", sentence: "Works in part.", code: "qps_exceeded" };
    const codes = ["qps_exceeded", "ip_not_allowed", "key_retired", "country_not_allowed", "quota_exceeded"];
    const answers = answersFor(facts({ state, refused: codes.map((code) => refused(code)) }));
    expect(answers.slice(1).map(({ title }) => title)).toEqual(
      codes.slice(1, 4).map((code) => `Refused calls: ${code}`),
    );
    const one = answersFor(facts({ state, refused: [refused("ip_not_allowed", 1)] }));
    expect(one[1]?.text).toContain("one call was refused");
  });
});
