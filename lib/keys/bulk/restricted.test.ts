import { describe, expect, test } from "vitest";
import { Restrictions } from "../restrictions-schema";
import { restricted } from "./restricted";
import { WantedRestriction } from "./schemas";

const wanted = (kind: string, rule: object) => WantedRestriction.parse({ kind, rule });
const STORED = {
  domain: { mode: "enforce", allow: ["a.example.com"] },
  ip: { mode: "off", allow: ["192.0.2.0/24"], deny: ["192.0.2.7"] },
  country: { mode: "observe", deny: ["FR"] },
};

function done(stored: unknown, how: "add" | "replace", restriction: WantedRestriction) {
  const result = restricted(stored, { how, restriction });
  if (!result.isPossible) throw new Error(result.fault);
  return result;
}

describe("adding", () => {
  test("keeps what is there, each entry once, and the mode of a restriction that is on", () => {
    const rule = { mode: "observe", allow: ["a.example.com", "b.example.com"] };
    const { before, after } = done(STORED, "add", wanted("domain", rule));
    expect(before).toMatchObject({ mode: "enforce", allow: ["a.example.com"] });
    expect(after).toMatchObject({ mode: "enforce", allow: ["a.example.com", "b.example.com"] });
  });

  test("turns a restriction that is off on, with the entries it still had", () => {
    const { after } = done(STORED, "add", wanted("ip", { mode: "enforce", allow: ["203.0.113.4"] }));
    expect(after).toMatchObject({
      mode: "enforce",
      allow: ["192.0.2.0/24", "203.0.113.4"],
      deny: ["192.0.2.7"],
    });
  });

  test("what is there already is no change", () => {
    const same = wanted("country", { mode: "observe", deny: ["fr"] });
    expect(done(STORED, "add", same).isChange).toBe(false);
  });

  test("more entries than a list can hold are refused by name", () => {
    const allow = Array.from({ length: 100 }, (_, n) => `s${n}.example.com`);
    const full = { domain: { mode: "enforce", allow } };
    const rule = { mode: "enforce", allow: ["one.more.example.com"] };
    expect(restricted(full, { how: "add", restriction: wanted("domain", rule) })).toEqual({
      isPossible: false,
      fault: "List at most 100 entries.",
    });
  });
});

describe("hours", () => {
  const window = { days: ["mon"], from: "08:00", to: "18:00" };
  const stored = { hours: { mode: "enforce", zone: "Europe/Berlin", windows: [window] } };

  test("are added in the time zone the key goes by, each window once", () => {
    const sunday = { ...window, days: ["sun"] };
    const rule = { mode: "enforce", zone: "Europe/Berlin", windows: [window, sunday] };
    const { after } = done(stored, "add", wanted("hours", rule));
    expect(after.hours).toEqual({ zone: "Europe/Berlin", windows: [window, sunday] });
  });

  test("of another time zone cannot be added, and can replace what is there", () => {
    const rule = wanted("hours", { mode: "enforce", zone: "Asia/Tokyo", windows: [window] });
    expect(restricted(stored, { how: "add", restriction: rule })).toMatchObject({ isPossible: false });
    expect(done(stored, "replace", rule).after.hours?.zone).toBe("Asia/Tokyo");
    expect(done({}, "add", rule).after.hours?.zone).toBe("Asia/Tokyo");
  });
});

test("replacing leaves nothing of that restriction, and everything of the others", () => {
  const rule = { mode: "enforce", allow: ["203.0.113.4"] };
  const { restrictions } = done(STORED, "replace", wanted("ip", rule));
  expect(restrictions).toEqual({
    ...Restrictions.parse(STORED),
    ip: { mode: "enforce", allow: ["203.0.113.4"], deny: [] },
  });
});

test("a public suffix is refused, and what cannot be read is left alone", () => {
  const suffix = wanted("domain", { mode: "enforce", allow: ["*.co.uk"] });
  expect(restricted({}, { how: "add", restriction: suffix })).toMatchObject({ isPossible: false });
  const rule = wanted("ip", { mode: "enforce", allow: ["203.0.113.4"] });
  for (const how of ["add", "replace"] as const)
    expect(restricted({ domain: 7 }, { how, restriction: rule })).toMatchObject({ isPossible: false });
});
