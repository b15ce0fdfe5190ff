import { expect, test } from "vitest";
import { expiryInstant } from "./expiry";

const now = new Date("2026-03-01T12:00:00.000Z");

test("a number of days counts from now, to the millisecond", () => {
  expect(expiryInstant({ expires: "30", expiresOn: "" }, now)).toBe("2026-03-31T12:00:00.000Z");
});

test("a date means the end of that day where the person is", () => {
  const instant = expiryInstant({ expires: "date", expiresOn: "2026-05-04" }, now);
  expect(instant && new Date(instant).toLocaleString("sv-SE")).toBe("2026-05-04 23:59:59");
});

test("never is null, and a date not yet given is nothing", () => {
  expect(expiryInstant({ expires: "never", expiresOn: "2026-05-04" }, now)).toBeNull();
  expect(expiryInstant({ expires: "date", expiresOn: "" }, now)).toBeUndefined();
});
