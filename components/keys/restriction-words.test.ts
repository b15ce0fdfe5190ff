import { expect, test } from "vitest";
import { Restrictions } from "@/lib/keys/restrictions-schema";
import { daysText, rulesOf } from "./restriction-words";

test("days read as a person says them", () => {
  expect(daysText(["mon", "tue", "wed", "thu", "fri"])).toBe("Mon–Fri");
  expect(daysText(["sat", "sun"])).toBe("Sat, Sun");
  expect(daysText(["sun", "mon", "wed", "thu", "fri"])).toBe("Mon, Wed–Fri, Sun");
  expect(daysText(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])).toBe("Every day");
});

test("every kind says its entries, and an empty one nothing", () => {
  const none = Restrictions.parse({});
  const some = Restrictions.parse({
    domain: { mode: "enforce", allow: ["a.example"], allowMissing: true },
    ip: { deny: ["192.0.2.0/24"] },
    userAgent: { denyKnownBots: true },
    country: { allow: ["DE"] },
    hours: { zone: "Europe/Berlin", windows: [{ days: ["mon", "tue", "wed"], from: "08:00", to: "18:00" }] },
  });
  const said = (restrictions: Restrictions) =>
    (["domain", "ip", "userAgent", "country", "hours"] as const).map((name) =>
      rulesOf(restrictions, name, (code) => `country ${code}`).map(
        ({ label, entries }) => `${label}: ${entries.join(", ")}`,
      ),
    );
  expect(said(none)).toEqual([[], [], [], [], []]);
  expect(said(some)).toEqual([
    ["Allowed: a.example", "Calls without Origin: pass"],
    ["Denied: 192.0.2.0/24"],
    ["Known bots: denied"],
    ["Allowed: country DE"],
    ["Open: Mon–Wed 08:00–18:00", "Time zone: Europe/Berlin"],
  ]);
});
