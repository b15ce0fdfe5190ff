import { mkdtempSync, renameSync, rmSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { logger } from "@/lib/logging/logger";
import { CountryDatabase } from "./country-database";
import { mmdbFile } from "./testing/mmdb-file";

const GERMAN = mmdbFile({ "192.0.2.0/24": { country_code: "DE" } }, 1_000_000_000);
const FRENCH = mmdbFile({ "192.0.2.0/24": { country_code: "FR" } }, 1_100_000_000);

let folder: string;
let path: string;
let database: CountryDatabase;
let version = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keyward-geo-"));
  path = join(folder, "countries.mmdb");
  database = new CountryDatabase(path, 20);
  vi.spyOn(logger, "info").mockImplementation(() => undefined);
  vi.spyOn(logger, "error").mockImplementation(() => undefined);
});

afterEach(() => {
  database.stop();
  rmSync(folder, { recursive: true });
});

/** As an updater does it: written aside, then moved into place. */
function place(file: Buffer): void {
  writeFileSync(`${path}.new`, file);
  // Times of a file may be as coarse as a second.
  version += 10;
  utimesSync(`${path}.new`, version, version);
  renameSync(`${path}.new`, path);
}

const country = () => database.countryOf("192.0.2.1");

test("a file that is replaced is read again", async () => {
  place(GERMAN);
  await database.start();
  expect(country()).toBe("DE");
  place(FRENCH);
  await vi.waitFor(() => expect(country()).toBe("FR"), 5000);
  expect(database.builtAt).toEqual(new Date(1_100_000_000_000));
});

test("a damaged file is reported and leaves the one before in force, until a whole one comes", async () => {
  place(GERMAN);
  await database.start();
  place(FRENCH.subarray(0, 200));
  await vi.waitFor(() => expect(logger.error).toHaveBeenCalledTimes(1), 5000);
  expect(logger.error).toHaveBeenCalledWith(
    expect.objectContaining({ path, err: expect.any(Error) }),
    "the country database cannot be read; the one read before stays in force",
  );
  expect(country()).toBe("DE");
  unlinkSync(path);
  await vi.waitFor(() => expect(logger.error).toHaveBeenCalledTimes(2), 5000);
  expect(country()).toBe("DE");
  place(FRENCH);
  await vi.waitFor(() => expect(country()).toBe("FR"), 5000);
});

test("without a file no country is known, and the start goes on", async () => {
  await database.start();
  expect(country()).toBeNull();
  expect(database.builtAt).toBeNull();
  expect(logger.error).toHaveBeenCalledWith(
    expect.objectContaining({ path }),
    "the country database cannot be read; no country is known",
  );
  place(GERMAN);
  await vi.waitFor(() => expect(country()).toBe("DE"), 5000);
});

test("after its stop nothing is read", async () => {
  place(GERMAN);
  await database.start();
  database.stop();
  place(FRENCH);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(country()).toBe("DE");
});
