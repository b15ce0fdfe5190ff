import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { can, ROLES, STAFF_ROLES, staffCan } from "@/lib/members/permissions";
import type { TestKey } from "@/test/factories";
import { keyAt, type Place, rotatingAt, viewsAt } from "./action-row";
import { HANDLERS, NOWHERE, PAGES } from "./pages";
import { handlerRoutes, pageRoutes } from "./surface";
import { type Person, startWorld, type World } from "./world";

let world: World;
let own: TestKey;
let rotating: TestKey;
let foreign: TestKey;
let canaries: string[];
beforeAll(async () => {
  world = await startWorld();
  const { home, away, outsider, colleague } = world;
  own = await keyAt({ world, org: home, by: colleague });
  rotating = await rotatingAt({ world, org: home, by: colleague });
  if (outsider.user === null) throw new Error("The outsider has an account.");
  foreign = await keyAt({ world, org: away, by: outsider.user });
  canaries = await readCanaries();
  expect(canaries.length).toBeGreaterThan(20);
}, 120_000);
afterAll(() => world?.stop());

test("every page is in the table, and the table holds no other", () => {
  expect(pageRoutes()).toEqual([...Object.keys(PAGES), ...NOWHERE].sort());
});

test("every route handler is in the table, and the table holds no other", () => {
  expect(
    handlerRoutes()
      .map(({ route }) => route)
      .sort(),
  ).toEqual(Object.keys(HANDLERS).sort());
});

const rows = Object.entries(PAGES);
const inOrg = rows.flatMap(([route, row]) =>
  "staff" in row || row.for === "anyone" || row.for === "the signed in"
    ? []
    : [{ route, row, needs: row.for }],
);
const ofStaff = rows.flatMap(([route, row]) => ("staff" in row ? [{ route, row }] : []));
const aboutKey = inOrg.filter(({ route }) => route.includes("[keyId]"));

describe("without an account", () => {
  const isForAnyone = ([, row]: (typeof rows)[number]) => "for" in row && row.for === "anyone";

  test.each(rows.filter(isForAnyone))("%s is there", async (route) => {
    const answer = await world.get(route, world.nobody);
    expect([200, 307]).toContain(answer.status);
  });

  test.each(rows.filter((each) => !isForAnyone(each)))("%s leads to sign-in", async (route) => {
    const answer = await world.get(pathOf(route, own), world.nobody);
    expect(answer.status).toBe(307);
    expect(answer.headers.get("location")).toMatch(/\/sign-in(?:\?|$)/);
  });
});

describe("for somebody of another organization", () => {
  test.each(inOrg)("$route does not exist", async ({ route }) => {
    const [answer, ofNone] = await Promise.all([
      world.get(pathOf(route, own), world.outsider),
      world.get(pathOf(route, own, "no-such-organization"), world.outsider),
    ]);
    expect([answer.status, ofNone.status]).toEqual([404, 404]);
    const page = await answer.text();
    for (const told of [world.home.name, own.name]) expect(page).not.toContain(told);
  });

  test.each(aboutKey)("$route does not exist for their key in another's place", async ({ route }) => {
    const theirs = await world.get(pathOf(route, foreign), world.members.owner);
    const nobodys = await world.get(pathOf(route, { id: "key_0000000000000000000000" }), world.members.owner);
    expect([theirs.status, nobodys.status]).toEqual([404, 404]);
    expect(await theirs.text()).not.toContain(foreign.name);
  });
});

describe.each(ROLES)("for a member who is %s", (role) => {
  test.each(inOrg)("$route is what the permission table says, and holds no secret", async (each) => {
    const { route, needs, row } = each;
    const key = route.endsWith("/rotation") ? rotating : own;
    const path = await fill(pathOf(route, key), "params" in row ? row.params : undefined);
    const answer = await follow(path, world.members[role]);
    const may = can(role, needs);
    const isRefused = !may && "without" in row && row.without === "404";
    expect(answer.status).toBe(isRefused ? 404 : 200);
    const page = await answer.text();
    expectNoSecret(page);
    // What a page is made of comes once more when somebody moves within the dashboard.
    const payload = await world.get(path, world.members[role], { headers: { RSC: "1" } });
    expectNoSecret(await payload.text());
  });
});

describe("of the provider's staff", () => {
  const pathTo = async ({ route, row }: (typeof ofStaff)[number]) =>
    `${await fill(pathOf(route, own), row.params)}${row.query === undefined ? "" : `?${row.query}`}`;

  test.each(ofStaff)("$route does not exist for any customer", async (each) => {
    const path = await pathTo(each);
    for (const person of [...Object.values(world.members), world.outsider]) {
      const answer = await world.get(path, person);
      expect(answer.status, person.name).toBe(404);
      expect(await answer.text(), person.name).not.toContain(own.name);
    }
  });

  test.each(ofStaff)("$route leads staff without a second factor to setting one up", async (each) => {
    const answer = await world.get(await pathTo(each), world.staffWithoutFactor);
    expect(answer.status).toBe(307);
    expect(answer.headers.get("location")).toContain("/account/second-factor?staff=1");
  });

  describe.each(STAFF_ROLES)("for %s", (role) => {
    test.each(ofStaff)("$route is what the permission table says, and holds no secret", async (each) => {
      const path = await pathTo(each);
      const answer = await follow(path, world.staff[role]);
      const may = each.row.staff === "any" || staffCan(role, each.row.staff);
      expect(answer.status).toBe(may ? 200 : 404);
      expectNoSecret(await answer.text());
      const payload = await world.get(path, world.staff[role], { headers: { RSC: "1" } });
      expectNoSecret(await payload.text());
    });
  });

  test.each(inOrg)("$route of an organization is nothing for staff who do not belong to it", async (each) => {
    const path = await fill(pathOf(each.route, own), each.row.params);
    expect((await world.get(path, world.staff.operator)).status).toBe(404);
  });
});

describe("staff who look at a customer's dashboard for a ticket", () => {
  const ticketed = () => viewsAt({ org: world.home });
  const over = async () => {
    const { db } = await import("@/lib/db/client");
    await db.staffView.updateMany({ data: { endedAt: new Date() } });
  };
  beforeAll(async () => {
    await ticketed();
  });
  afterAll(over);

  test.each(inOrg)("$route is what a viewer gets, and holds no secret", async ({ route, needs, row }) => {
    const key = route.endsWith("/rotation") ? rotating : own;
    const path = await fill(pathOf(route, key), row.params);
    const answer = await follow(path, world.staff.support);
    const isRefused = !can("viewer", needs) && "without" in row && row.without === "404";
    expect(answer.status).toBe(isRefused ? 404 : 200);
    const page = await answer.text();
    if (!isRefused) expect(page).toContain("Stop viewing");
    expectNoSecret(page);
    const payload = await world.get(path, world.staff.support, { headers: { RSC: "1" } });
    expectNoSecret(await payload.text());
  });

  test("see no other customer, and nothing once it is over", async () => {
    const [path, away] = [pathOf("/o/[org]/keys", own), pathOf("/o/[org]/keys", own, world.away.slug)];
    expect((await world.get(away, world.staff.support)).status).toBe(404);
    expect((await world.get(path, world.staffWithoutFactor)).status).not.toBe(200);
    await over();
    expect((await world.get(path, world.staff.support)).status).toBe(404);
    await ticketed();
  });
});

test.each(NOWHERE)("%s is nowhere", async (route) => {
  const answer = await world.get(
    pathOf(route, own).replace("[...rest]", "no/such/page"),
    route.startsWith("/staff") ? world.staff.operator : world.members.owner,
  );
  expect(answer.status).toBe(404);
});

describe("what pages ask for behind the scenes", () => {
  const handlers = Object.entries(HANDLERS);
  const asked = handlers.flatMap(([route, handler]) =>
    "for" in handler && handler.for === "members" ? [[route, handler] as const] : [],
  );
  const askedByStaff = handlers.flatMap(([route, handler]) =>
    "staff" in handler ? [[route, handler] as const] : [],
  );
  const pathTo = (route: string, { query = "" }: { query?: string }, key: TestKey) =>
    pathOf(`${route}?${query}`.replaceAll("[org]", world.home.slug), key);

  test.each(asked)("%s is for members alone", async (route, handler) => {
    const path = pathTo(route, handler, rotating);
    const [nobody, outsider, owner] = await Promise.all([
      world.get(path, world.nobody),
      world.get(path, world.outsider),
      world.get(path, world.members.owner),
    ]);
    expect([nobody.status, outsider.status, owner.status]).toEqual([401, 404, 200]);
    expectNoSecret(await owner.text());
  });

  test.each(asked.filter(([route]) => route.includes("[keyId]")))(
    "%s knows no key of others",
    async (route, handler) => {
      const answer = await world.get(pathTo(route, handler, foreign), world.members.owner);
      expect(answer.status).toBe(404);
    },
  );

  test.each(askedByStaff)("%s is for staff who may, alone", async (route, handler) => {
    const path = await fill(pathTo(route, handler, own), handler.params);
    const { nobody, outsider, members, staffWithoutFactor, staff } = world;
    const asking = [nobody, outsider, members.owner, staffWithoutFactor];
    const refused = await Promise.all(asking.map((person) => world.get(path, person)));
    expect(refused.map(({ status }) => status)).toEqual([401, 404, 404, 403]);
    for (const role of STAFF_ROLES) {
      const answer = await world.get(path, staff[role]);
      expect(answer.status, role).toBe(staffCan(role, handler.staff) ? 200 : 403);
      expectNoSecret(await answer.text());
    }
  });

  const apart = handlerRoutes().filter(({ route }) => {
    const handler = HANDLERS[route];
    return handler !== undefined && "for" in handler && handler.for === "others apart";
  });

  test.each(apart)("$route takes nobody's cookie for a credential", async ({ route, methods }) => {
    for (const method of methods) {
      const path = route.replace("/[[...path]]", "/keys");
      const answer = await world.get(path, world.members.owner, {
        method,
        headers: { Origin: world.url, "Sec-Fetch-Site": "same-origin" },
      });
      expect([401, 403, 404, 405], `${method} ${path}`).toContain(answer.status);
    }
  });
});

function pathOf(route: string, { id }: Pick<TestKey, "id">, slug = world.home.slug): string {
  return route.replace("[org]", slug).replace("[keyId]", id);
}

/** Puts things made on the spot in the place of the brackets that are left. */
async function fill(
  path: string,
  params?: (place: Place) => Promise<Record<string, string>>,
): Promise<string> {
  if (params === undefined) return path;
  const made = await params({ world, org: world.home, by: world.colleague });
  return Object.entries(made).reduce((filled, [name, value]) => filled.replace(`[${name}]`, value), path);
}

async function follow(path: string, person: Person): Promise<Response> {
  const answer = await world.get(path, person);
  const next = answer.headers.get("location");
  return answer.status === 307 && next !== null ? world.get(next, person) : answer;
}

/** Neither a secret nor what is kept of it: digest, look-up value, ciphertexts. */
function expectNoSecret(text: string): void {
  for (const { plaintext } of [own, rotating, foreign]) expect(text).not.toContain(plaintext);
  for (const canary of canaries) expect(text).not.toContain(canary);
}

/** What is kept of every secret there is now, in each way it could be written. */
async function readCanaries(): Promise<string[]> {
  const { pool } = await import("@/lib/db/pool");
  const { rows } = await pool().query<{
    lookup: Buffer;
    sealed_digest: Buffer;
    sealed_secret: Buffer | null;
  }>("SELECT lookup, sealed_digest, sealed_secret FROM secret");
  const kept = rows.flatMap((row) => [row.lookup, row.sealed_digest, row.sealed_secret ?? []].flat());
  const digests = [own, rotating, foreign].map(({ plaintext }) =>
    createHash("sha256").update(plaintext).digest(),
  );
  return [...kept, ...digests].flatMap((bytes) =>
    (["hex", "base64", "base64url"] as const).map((form) => bytes.toString(form)),
  );
}
