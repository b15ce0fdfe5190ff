import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { ownerCtx, staffCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct } from "@/test/factories";
import { auditOf, changesOf } from "@/test/traces";
import { createProduct } from "./create";
import { disableProduct } from "./disable";
import { dryRun } from "./dry-run";
import { enableProduct } from "./enable";
import { listProducts } from "./list";
import { getProduct, listAllProducts } from "./list-all";
import { CreateProductInput, DryRunInput, UpdateProductInput } from "./schemas";
import { updateProduct } from "./update";

type Ctx = Awaited<ReturnType<typeof staffCtx>>;
let operator: Ctx;
let upstreamId: string;
let rounds = 0;

beforeAll(async () => {
  operator = await staffCtx();
  ({ upstreamId } = await makeProduct({ paths: ["/standing/{rest+}"], slug: "standing" }));
});

/** Something to create, with paths and a slug of its own. */
function draft(over: object = {}) {
  rounds += 1;
  const slug = `draft-${rounds}`;
  return CreateProductInput.parse({
    slug,
    name: `Draft ${rounds}`,
    description: "",
    upstreamId,
    refusalStyle: "problem",
    bodyLimitBytes: 1_000_000,
    allowWebsocket: false,
    answerHeaders: ["X-Cost"],
    position: 3,
    classes: [
      {
        id: null,
        slug: "tile",
        name: "Tiles",
        defaultQps: 50,
        weightRequests: 15,
        weightTransactions: 1,
        paths: [`/${slug}/tile/{z}/{x}/{y}.png`],
      },
      {
        id: null,
        slug: "other",
        name: "Everything else",
        defaultQps: 5,
        weightRequests: 1,
        weightTransactions: 1,
        paths: [`/${slug}/{rest+}`],
      },
    ],
    ...over,
  });
}

async function made(over: object = {}) {
  const input = draft(over);
  const { id } = await createProduct(operator, input);
  return { id, input };
}

/** The product's fields as an edit sends them. */
async function edited(id: string, over: object = {}) {
  const product = await getProduct(operator, id);
  const { id: productId, slug, isSample, disabledAt, upstream, keyCount, ...fields } = product;
  return UpdateProductInput.parse({ ...fields, productId, ...over });
}

const faultsOf = (action: Promise<unknown>) =>
  action.then(
    () => "no fault",
    (error: { fields?: Record<string, string[]>; code?: string }) => error.fields ?? error.code,
  );

const row = (id: string) =>
  db.product.findUniqueOrThrow({ where: { id }, include: { classes: { orderBy: { slug: "asc" } } } });

test("a product is created with its classes; every edge is told, and the provider's audit log knows", async () => {
  const { id, input } = await made();
  expect(await row(id)).toMatchObject({
    slug: input.slug,
    isSample: false,
    disabledAt: null,
    version: 1,
    answerHeaders: ["x-cost"],
    classes: [
      { slug: "other", defaultQps: 5 },
      { slug: "tile", defaultQps: 50, weightRequests: 15, weightTransactions: 1 },
    ],
  });
  expect(await changesOf(id)).toBe(1);
  expect(await auditOf(id)).toMatchObject([
    { chain: "provider", actorId: operator.actor.id, action: "product.created", after: { slug: input.slug } },
  ]);
});

test("an edit changes, adds and removes classes, keeps the IDs of those that stay, and raises the version", async () => {
  const { id, input } = await made();
  const before = await row(id);
  const tile = before.classes.find(({ slug }) => slug === "tile");
  const { version } = await updateProduct(
    operator,
    await edited(id, {
      refusalStyle: "tomtom",
      allowWebsocket: true,
      classes: [
        { ...input.classes[0], id: tile?.id, defaultQps: 80 },
        { ...input.classes[1], id: null, slug: "new", name: "New" },
      ],
    }),
  );
  expect(version).toBe(2);
  const after = await row(id);
  expect(after).toMatchObject({ version: 2, refusalStyle: "tomtom", allowWebsocket: true });
  expect(after.classes.map(({ slug, defaultQps }) => [slug, defaultQps])).toEqual([
    ["new", 5],
    ["tile", 80],
  ]);
  expect(after.classes[1]?.id).toBe(tile?.id);
  expect(await changesOf(id)).toBe(2);
  expect((await auditOf(id)).at(-1)).toMatchObject({
    action: "product.edited",
    before: { refusalStyle: "problem", allowWebsocket: false },
    after: { refusalStyle: "tomtom", allowWebsocket: true },
  });
});

describe("refused, and nothing is changed:", () => {
  test("a path that cannot be one, one of Keyward's own, and a tie, each at its field", async () => {
    const other = await made();
    const own = draft();
    const paths = [`/${other.input.slug}/{any+}`, "/api/keys", "no-slash", `/${own.slug}/fine`];
    const input = { ...own, classes: [{ ...(own.classes[0] as object), paths }] } as typeof own;
    expect(await faultsOf(createProduct(operator, input))).toEqual({
      "classes.0.paths.0": [
        `Some path matches both this and /${other.input.slug}/{rest+} of ${other.input.name} (Everything else).`,
      ],
      "classes.0.paths.1": ["'/api' belongs to Keyward itself."],
      "classes.0.paths.2": ["A path pattern starts with '/'."],
    });
    expect(await db.product.count({ where: { slug: own.slug } })).toBe(0);
  });

  test("a tie of two paths of the same product", async () => {
    const own = draft();
    const [first] = own.classes;
    if (first === undefined) throw new Error("no class");
    const input = { ...own, classes: [first, { ...first, slug: "twin", name: "Twin" }] };
    expect(await faultsOf(createProduct(operator, input))).toEqual({
      "classes.1.paths.0": [`Some path matches both this and ${first.paths[0]} of ${own.name} (Tiles).`],
    });
  });

  test("a slug that is taken, an upstream that is not there, an answer header that would act on the dashboard", async () => {
    const { input } = await made();
    expect(await faultsOf(createProduct(operator, draft({ slug: input.slug })))).toHaveProperty("slug");
    expect(await faultsOf(createProduct(operator, draft({ upstreamId: newId("upstream") })))).toHaveProperty(
      "upstreamId",
    );
    for (const header of ["set-cookie", "x-middleware-rewrite", "content-security-policy"]) {
      expect(await faultsOf(createProduct(operator, draft({ answerHeaders: [header] })))).toHaveProperty(
        "answerHeaders",
      );
    }
  });

  test("an edit of what somebody else changed meanwhile", async () => {
    const { id } = await made();
    const seen = await edited(id, { name: "Mine" });
    await updateProduct(operator, await edited(id, { name: "Theirs" }));
    expect(await faultsOf(updateProduct(operator, seen))).toBe("version_mismatch");
    expect(await row(id)).toMatchObject({ name: "Theirs", version: 2 });
  });

  test("the removal of a class that a key or a limit goes by, and of a slug programs know", async () => {
    const { id, input } = await made();
    const { classes } = await row(id);
    const [other, tile] = classes;
    if (other === undefined || tile === undefined) throw new Error("no classes");
    const org = await makeOrg();
    const key = await makeKey({ org, products: [{ id }] });
    await db.keyProduct.updateMany({ where: { keyId: key.id }, data: { classIds: [tile.id] } });
    await db.limit.create({
      data: {
        id: newId("limit"),
        orgId: org.id,
        keyId: key.id,
        classId: tile.id,
        kind: "qps",
        value: 1,
        source: "contract",
        from: NOW,
        createdById: "system",
      },
    });
    const without = { ...input.classes[1], id: other.id };
    expect(await faultsOf(updateProduct(operator, await edited(id, { classes: [without] })))).toEqual({
      classes: ["Tiles cannot be removed: 1 key, 1 limit go by it. Give it other paths instead."],
    });
    const renamed = [{ ...input.classes[0], id: tile.id, slug: "tiles" }, without];
    expect(await faultsOf(updateProduct(operator, await edited(id, { classes: renamed })))).toEqual({
      "classes.0.slug": ["Programs know it as tile: the identifier stays."],
    });
    expect((await row(id)).classes).toEqual(classes);
  });

  test("a class that is another product's", async () => {
    const { id, input } = await made();
    const foreign = (await row((await made()).id)).classes[0]?.id;
    const classes = [{ ...input.classes[0], id: foreign }];
    expect(await faultsOf(updateProduct(operator, await edited(id, { classes })))).toMatchObject({
      "classes.0.name": [expect.any(String)],
    });
  });

  test("everything, when the audit log takes no row", async () => {
    const { id } = await made();
    const before = await row(id);
    const input = draft();
    await expect(whileAuditFails(() => createProduct(operator, input))).rejects.toThrow();
    const change = await edited(id, { name: "Other" });
    await expect(whileAuditFails(() => updateProduct(operator, change))).rejects.toThrow();
    await expect(
      whileAuditFails(() => disableProduct(operator, { productId: id, reason: "x" })),
    ).rejects.toThrow();
    expect(await row(id)).toEqual(before);
    expect(await db.product.count({ where: { slug: input.slug } })).toBe(0);
    expect(await changesOf(id)).toBe(1);
  });

  test("everything, for support staff", async () => {
    const support = await staffCtx("support");
    const { id } = await made();
    const ref = { productId: id, reason: "x" };
    const change = await edited(id);
    const tries = [
      createProduct(support, draft()),
      updateProduct(support, change),
      disableProduct(support, ref),
      enableProduct(support, ref),
      listAllProducts(support),
      getProduct(support, id),
      dryRun(support, { path: "/", draft: null }),
    ];
    expect(await Promise.all(tries.map(faultsOf))).toEqual(tries.map(() => "forbidden"));
    expect(await row(id)).toMatchObject({ version: 1, disabledAt: null });
  });
});

test("of two products saved at once that claim one path, one is saved", async () => {
  const one = draft();
  const two = { ...draft(), classes: one.classes };
  const ends = await Promise.allSettled([createProduct(operator, one), createProduct(operator, two)]);
  expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

describe("a product that is disabled", () => {
  test("is given to no key any more, is kept by those that have it, and may be wanted in a filter", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const { id } = await made();
    const key = await makeKey({ org, products: [{ id }] });
    await disableProduct(operator, { productId: id, reason: "Moves house." });
    const idsOf = async (also?: "all" | string[]) => (await listProducts(ctx, also)).map((one) => one.id);
    expect(await idsOf()).not.toContain(id);
    expect(await idsOf([id])).toContain(id);
    expect(await idsOf("all")).toContain(id);
    const { withTransaction } = await import("@/lib/db/transaction");
    const { requireProducts } = await import("@/lib/keys/access-change");
    const given = [{ productId: id, classIds: [] }];
    expect(await faultsOf(withTransaction((tx) => requireProducts(tx, given)))).toHaveProperty("products");
    await withTransaction((tx) => requireProducts(tx, given, [id]));
    expect(await db.keyProduct.count({ where: { keyId: key.id } })).toBe(1);
    expect((await auditOf(id)).at(-1)).toMatchObject({ action: "product.disabled", reason: "Moves house." });
    expect(await faultsOf(disableProduct(operator, { productId: id, reason: "x" }))).toBe("conflict");
  });

  test("leaves its paths to others, and comes back only when they are free", async () => {
    const { id, input } = await made();
    await disableProduct(operator, { productId: id, reason: "x" });
    const heir = await made({ classes: input.classes });
    await expect(enableProduct(operator, { productId: id, reason: "x" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining(`of ${heir.input.name}`),
    });
    await disableProduct(operator, { productId: heir.id, reason: "x" });
    await enableProduct(operator, { productId: id, reason: "Back." });
    expect(await row(id)).toMatchObject({ disabledAt: null, version: 3 });
    expect(await faultsOf(enableProduct(operator, { productId: id, reason: "x" }))).toBe("conflict");
  });
});

describe("a dry run", () => {
  test("tells the product, the class and the pattern as saved and with the draft, the longest literal first", async () => {
    const { id, input } = await made();
    const path = `/${input.slug}/tile/1/2/3.png`;
    const draftOf = (paths: string[]) => ({
      productId: id,
      name: "New name",
      classes: [{ name: "Only", paths }],
    });
    const run = (over: object) => dryRun(operator, DryRunInput.parse({ path, draft: null, ...over }));
    const saved = {
      productId: id,
      product: input.name,
      endpointClass: "Tiles",
      pattern: `/${input.slug}/tile/{z}/{x}/{y}.png`,
      asked: `http://127.0.0.1:9${path}`,
    };
    expect(await run({})).toEqual({ kind: "judged", path, saved, drafted: saved });
    expect(await run({ draft: draftOf([`/${input.slug}/{rest+}`]) })).toMatchObject({
      saved,
      drafted: { product: "New name", endpointClass: "Only", pattern: `/${input.slug}/{rest+}` },
    });
    expect(await run({ draft: draftOf(["/elsewhere"]) })).toMatchObject({ saved, drafted: null });
    expect(await run({ path: "/nobody" })).toMatchObject({ saved: null });
  });

  test("says what the edge refuses before it looks for a product", async () => {
    for (const path of ["/a/../b", "//a", "/a%2fb", "/a%zz", "https://x/y"]) {
      expect(await dryRun(operator, { path, draft: null })).toMatchObject({ kind: "malformed" });
    }
  });

  test("of a product that is disabled finds nothing", async () => {
    const { id, input } = await made();
    await disableProduct(operator, { productId: id, reason: "x" });
    expect(await dryRun(operator, { path: `/${input.slug}/x`, draft: null })).toMatchObject({ saved: null });
  });
});
