import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  can,
  type Permission,
  ROLES,
  STAFF_ROLES,
  type StaffRole,
  staffCan,
} from "@/lib/members/permissions";
import type { TestOrg, TestUser } from "@/test/factories";
import type { ActionRow } from "./action-row";
import { ACTIONS } from "./actions";
import { changesNothing } from "./changes-nothing";
import { auditRowsBy } from "./fingerprint";
import { type BuiltAction, builtActions } from "./surface";
import { type Outcome, type Person, startWorld, type World } from "./world";

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world?.stop());

const built = new Map(builtActions().map((action) => [action.name, action]));

test("every server action of the build is in the table, and the table holds no other", () => {
  expect([...built.keys()].sort()).toEqual(Object.keys(ACTIONS).sort());
});

type Case = readonly [name: string, action: BuiltAction, row: ActionRow];

const cases: Case[] = Object.entries(ACTIONS).flatMap(([name, row]) => {
  const action = built.get(name);
  return action === undefined ? [] : [[name, action, row] as const];
});

const isStaffs = ([, , row]: Case): boolean => "staff" in row;
const isOrgs = ([, , row]: Case): boolean =>
  "needs" in row && row.needs !== "anyone" && row.needs !== "signed in";
const isTried = ([, , { input }]: Case): boolean => input !== undefined;

describe("an action of a signed-in person", () => {
  test.each(cases.filter((each) => "needs" in each[2] && each[2].needs === "signed in" && isTried(each)))(
    "%s is not for somebody who is not signed in",
    async (_, action, row) => {
      const input = await inputOf(row, world.home, colleague());
      expect(codeOf(await world.call(action, world.nobody, [input]))).toBe("not_signed_in");
    },
  );
});

describe("an action inside an organization", () => {
  test("has its input in the table, so that none is only named", () => {
    expect(cases.filter((each) => isOrgs(each) && !isTried(each)).map(([name]) => name)).toEqual([]);
  });

  test.each(cases.filter(isOrgs))(
    "%s refuses whoever may not, and changes nothing",
    async (name, action, row) => {
      const needs = needsOf(row);
      const tries: { who: Person; slug: string; input: unknown; expected: string }[] = [];
      const refuse = async (
        who: Person,
        slug: string,
        of: { org: TestOrg; by: TestUser },
        expected: string,
      ) => tries.push({ who, slug, input: await inputOf(row, of.org, of.by), expected });
      const [home, away] = [world.home, world.away];
      const [mine, theirs] = [
        { org: home, by: colleague() },
        { org: away, by: userOf(world.outsider) },
      ];

      await refuse(world.nobody, home.slug, mine, "not_signed_in");
      await refuse(world.outsider, home.slug, mine, "not_found");
      await refuse(world.outsider, "no-such-organization", theirs, "not_found");
      for (const role of ROLES) {
        const who = world.members[role];
        if (!can(role, needs)) await refuse(who, home.slug, mine, "forbidden");
        if (!can(role, needs, true))
          await refuse(who, home.slug, { org: home, by: userOf(who) }, "forbidden");
        if (row.names === true) {
          // What answers for each thing by itself may look for it first.
          const without = row.verdictOf === undefined ? "forbidden" : "forbidden or not_found";
          await refuse(who, home.slug, theirs, can(role, needs, true) ? "not_found" : without);
        }
      }
      if (row.names === true) await refuse(world.outsider, away.slug, mine, "not_found");

      await changesNothing(async () => {
        for (const { who, slug, input, expected } of tries) {
          const outcome = await world.call(action, who, [slug, input]);
          expect(expected.split(" or "), `${name} by ${who.name} in ${slug}`).toContain(codeOf(outcome, row));
        }
      });
    },
  );

  test.each(cases.filter(isOrgs))(
    "%s works for whoever may, and says so in the audit log",
    async (name, action, row) => {
      const needs = needsOf(row);
      for (const role of ROLES) {
        const who = row.endsMembership ? await world.newMember(role) : world.members[role];
        const places = [
          ...(can(role, needs) ? [colleague()] : []),
          ...(can(role, needs, true) && row.names ? [userOf(who)] : []),
        ];
        for (const by of places) {
          const input = await inputOf(row, world.home, by);
          const before = await auditRowsBy(userOf(who).id);
          const outcome = await world.call(action, who, [world.home.slug, input]);
          expect(codeOf(outcome, row), `${name} by ${role}`).toBe("ok");
          const written = (await auditRowsBy(userOf(who).id)) - before;
          expect(row.isAudited ? written > 0 : written === 0, `${name}: ${written} audit rows`).toBe(true);
        }
      }
    },
  );

  test.each(cases.filter((each) => isOrgs(each) && each[2].isAudited))(
    "%s changes nothing when the audit log cannot be written",
    async (name, action, row) => {
      const { whileAuditFails } = await import("@/test/audit-fails");
      const who = row.endsMembership ? await world.newMember("owner") : world.members.owner;
      const input = await inputOf(row, world.home, colleague());
      await changesNothing(async () => {
        const outcome = await whileAuditFails(() => world.call(action, who, [world.home.slug, input]));
        expect(codeOf(outcome, row), name).toBe("internal");
      });
    },
  );
});

test("no action of an organization runs for staff who look at its dashboard, whatever a viewer may", async () => {
  const { viewsAt } = await import("./action-row");
  await viewsAt({ org: world.home });
  await changesNothing(async () => {
    for (const [name, action] of cases.filter(isOrgs))
      expect(codeOf(await world.call(action, world.staff.operator, [world.home.slug, {}])), name).toBe(
        "view_only",
      );
  });
  const { db } = await import("@/lib/db/client");
  await db.staffView.updateMany({ data: { endedAt: new Date() } });
});

describe("an action of the provider's staff", () => {
  test("has its input in the table, so that none is only named", () => {
    expect(cases.filter((each) => isStaffs(each) && !isTried(each)).map(([name]) => name)).toEqual([]);
  });

  test.each(cases.filter(isStaffs))(
    "%s does not exist for a customer, refuses staff who may not, and changes nothing",
    async (name, action, row) => {
      const { staff, staffWithoutFactor, members, outsider, nobody } = world;
      const tries: (readonly [who: Person, expected: string])[] = [
        [nobody, "not_signed_in"],
        ...[...Object.values(members), outsider].map((who) => [who, "not_found"] as const),
        [staffWithoutFactor, "second_factor_required"],
        ...STAFF_ROLES.filter((role) => !staffMay(role, row)).map(
          (role) => [staff[role], "forbidden"] as const,
        ),
      ];
      const input = await inputOf(row, world.home, colleague());
      await changesNothing(async () => {
        for (const [who, expected] of tries) {
          const outcome = await world.call(action, who, [input]);
          expect(codeOf(outcome), `${name} by ${who.name}`).toBe(expected);
        }
      });
    },
  );

  test.each(cases.filter(isStaffs))(
    "%s works for staff who may, and says so in an audit log",
    async (name, action, row) => {
      for (const role of STAFF_ROLES.filter((each) => staffMay(each, row))) {
        const who = world.staff[role];
        const input = await inputOf(row, world.home, colleague());
        const before = await auditRowsBy(userOf(who).id);
        expect(codeOf(await world.call(action, who, [input]), row), `${name} by ${role}`).toBe("ok");
        const written = (await auditRowsBy(userOf(who).id)) - before;
        expect(row.isAudited ? written > 0 : written === 0, `${name}: ${written} audit rows`).toBe(true);
      }
    },
  );

  test.each(cases.filter((each) => isStaffs(each) && each[2].isAudited))(
    "%s changes nothing when the audit log cannot be written",
    async (name, action, row) => {
      const { whileAuditFails } = await import("@/test/audit-fails");
      const who = world.staff[staffMay("operator", row) ? "operator" : "support"];
      const input = await inputOf(row, world.home, colleague());
      await changesNothing(async () => {
        const outcome = await whileAuditFails(() => world.call(action, who, [input]));
        expect(codeOf(outcome, row), name).toBe("internal");
      });
    },
  );
});

function staffMay(role: StaffRole, row: ActionRow): boolean {
  return "staff" in row && staffCan(role, row.staff);
}

function needsOf(row: ActionRow): Permission {
  if ("needs" in row && row.needs !== "anyone" && row.needs !== "signed in") return row.needs;
  throw new Error("Not an action inside an organization.");
}

async function inputOf(row: ActionRow, org: TestOrg, by: TestUser): Promise<unknown> {
  return row.input?.({ world, org, by });
}

function colleague(): TestUser {
  return world.colleague;
}

function userOf({ user }: Person): TestUser {
  if (user === null) throw new Error("Nobody has no account.");
  return user;
}

function codeOf(outcome: Outcome | null, row?: ActionRow): string {
  if (outcome === null) return "no answer";
  if (!outcome.ok) return outcome.error.code;
  return row?.verdictOf?.(outcome.data) ?? "ok";
}
