import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import type { UsageRecord } from "@/lib/edge/ports";
import type { StaffContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { addRecords } from "@/lib/usage/add-records";
import { recordOf } from "@/lib/usage/testing/record";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { ownerCtx, staffCtx, viewerCtx } from "@/test/contexts";
import {
  type KeyState,
  makeKey,
  makeMember,
  makeOrg,
  makeProduct,
  type TestKey,
  type TestOrg,
  type TestProduct,
} from "@/test/factories";
import { auditOf } from "@/test/traces";
import { lookUpCall } from "./call-report";
import { composeMessage } from "./compose-message";
import { lookUpKey } from "./key-report";
import { lookUpOrg } from "./org-report";
import { SearchInput, type SupportQuery } from "./schemas";
import { searchForSupport } from "./search";
import { why } from "./why";

const TICKET = "SUP-1042";

let org: TestOrg;
let product: TestProduct;
let key: TestKey;
let staff: StaffContext;

beforeEach(async () => {
  [org, product, staff] = [await makeOrg(), await makeProduct(), await staffCtx("support")];
  key = await makeKey({ org, products: [product], createdBy: await makeMember(org, "developer") });
});

const digestOf = ({ plaintext }: TestKey) => createHash("sha256").update(plaintext).digest("hex");
const search = (query: SupportQuery, ctx = staff) =>
  searchForSupport(ctx, SearchInput.parse({ ticket: TICKET, query }));

async function called(...records: Partial<UsageRecord>[]): Promise<UsageRecord[]> {
  const { id: productId, classId } = product;
  const made = records.map((over) =>
    recordOf({
      at: NOW.getTime() - 60_000,
      orgId: org.id,
      keyId: key.id,
      secretId: key.secretId,
      productId,
      classId,
      ...over,
    }),
  );
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    await addRecords(client, made);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
  return made;
}

const refusedDomain = (over: Partial<UsageRecord> = {}) => ({
  status: 403,
  code: "domain_not_allowed",
  saw: "app.example.com",
  rule: "allow example.com",
  ...over,
});

describe("a search finds the right key in one step", () => {
  const head = () => key.plaintext.slice(3, 7);
  const tail = () => key.plaintext.slice(-4);
  const wanted: Record<string, () => SupportQuery> = {
    "by its ID": () => ({ kind: "keys", keyIds: [key.id] }),
    "by the digest of its secret": () => ({ kind: "secrets", digests: [digestOf(key)] }),
    "by both ends": () => ({ kind: "ends", head: head(), tail: tail() }),
    "by the first four": () => ({ kind: "ends", head: head(), tail: "" }),
    "by the last four": () => ({ kind: "ends", head: "", tail: tail() }),
    "by a part of both ends": () => ({ kind: "ends", head: head().slice(0, 3), tail: tail().slice(1) }),
    "by four characters that may be either end": () => ({ kind: "text", text: tail() }),
    "by the beginning of its ID": () => ({ kind: "text", text: key.id.slice(0, 16) }),
  };

  test.each(Object.entries(wanted))("%s", async (_, query) => {
    const { keys } = await search(query());
    expect(keys.map(({ keyId }) => keyId)).toEqual([key.id]);
    expect(keys[0]).toMatchObject({ name: key.name, status: "active", org: { id: org.id, name: org.name } });
  });

  test.each(["retired", "deleted"] as KeyState[])("also one that is %s", async (state) => {
    const gone = await makeKey({ org, state });
    const { keys } = await search({ kind: "secrets", digests: [digestOf(gone)] });
    expect(keys).toMatchObject([
      { keyId: gone.id, secret: { id: gone.secretId, status: state === "retired" ? "retired" : "current" } },
    ]);
  });

  test("and says how many were asked for that are not there", async () => {
    const digests = [digestOf(key), "0".repeat(64), "1".repeat(64)];
    expect(await search({ kind: "secrets", digests })).toMatchObject({
      keys: [{ keyId: key.id }],
      missing: 2,
    });
  });
});

describe("a search finds", () => {
  test("a customer by ID, name and address, a wildcard being a letter like others", async () => {
    await db.org.update({
      where: { id: org.id },
      data: { name: `Fleet%Works ${org.slug}` },
      select: { id: true },
    });
    for (const query of [
      { kind: "org", orgId: org.id },
      { kind: "text", text: `fleet%works ${org.slug}` },
      { kind: "text", text: org.slug.toUpperCase() },
    ] as const)
      expect((await search(query)).orgs.map(({ id }) => id)).toEqual([org.id]);
    expect((await search({ kind: "text", text: "f%works" })).orgs).toEqual([]);
  });

  test("a person by address with every organization, and invitations to it, but none of the provider's own", async () => {
    const person = await makeMember(org, "admin");
    const other = await makeOrg();
    await makeMember(other, "viewer", person);
    const { email } = person;
    const { people } = await search({ kind: "email", email: email.toUpperCase() });
    expect(people).toMatchObject([{ userId: person.id, email }]);
    expect(people[0]?.orgs.map(({ id }) => id).sort()).toEqual([org.id, other.id].sort());
    await db.user.update({ where: { id: person.id }, data: { staffRole: "support" }, select: { id: true } });
    expect((await search({ kind: "email", email })).people).toEqual([]);
  });

  test("a call of a customer, and one of nobody", async () => {
    const [call] = await called(refusedDomain());
    const stranger = { orgId: "", keyId: "", secretId: "", code: "key_invalid", status: 401 };
    const [ofNobody] = await called(stranger);
    const requestIds = [call?.requestId ?? "", ofNobody?.requestId ?? "", newId("request")];
    const { calls, missing } = await search({ kind: "calls", requestIds });
    expect(calls.map(({ org: whose, code }) => [whose?.id ?? null, code]).sort()).toEqual(
      [
        [org.id, "domain_not_allowed"],
        [null, "key_invalid"],
      ].sort(),
    );
    expect(missing).toBe(1);
  });
});

describe("a look at a customer", () => {
  test("is in the customer's own audit log with the ticket, once for a reload, again a quarter of an hour later", async () => {
    await search({ kind: "keys", keyIds: [key.id] });
    await lookUpKey(staff, { keyId: key.id, ticket: TICKET });
    const later = { ...staff, now: new Date(NOW.getTime() + 15 * 60_000) };
    await lookUpKey(later, { keyId: key.id, ticket: TICKET });
    await lookUpKey(later, { keyId: key.id, ticket: "SUP-2" });
    expect(
      (await auditOf(key.id)).map(({ chain, actorId, action, reason }) => [chain, actorId, action, reason]),
    ).toEqual(
      [TICKET, TICKET, "SUP-2"].map((ticket) => [
        org.id,
        staff.actor.id,
        "key.looked_up",
        `Ticket ${ticket}`,
      ]),
    );
  });

  test("does not happen when it cannot be written down", async () => {
    const [call] = await called(refusedDomain());
    const looks: (() => Promise<unknown>)[] = [
      () => search({ kind: "secrets", digests: [digestOf(key)] }),
      () => lookUpKey(staff, { keyId: key.id, ticket: TICKET }),
      () => lookUpOrg(staff, { orgId: org.id, ticket: TICKET }),
      () => lookUpCall(staff, { requestId: call?.requestId ?? "", ticket: TICKET }),
    ];
    for (const look of looks) await expect(whileAuditFails(look)).rejects.toThrow();
  });

  test("of all customers found is in each one's log", async () => {
    const other = await makeKey({ org: await makeOrg() });
    await search({ kind: "keys", keyIds: [key.id, other.id] });
    for (const one of [key, other])
      expect(await auditOf(one.id)).toMatchObject([{ chain: one.orgId, action: "key.looked_up" }]);
  });

  test("holds nothing of a secret but its ends", async () => {
    await called(refusedDomain());
    const { lookup, sealedDigest, sealedSecret } = await db.secret.findUniqueOrThrow({
      where: { id: key.secretId },
      select: { lookup: true, sealedDigest: true, sealedSecret: true },
    });
    const answers = JSON.stringify([
      await search({ kind: "secrets", digests: [digestOf(key)] }),
      await lookUpKey(staff, { keyId: key.id, ticket: TICKET }, true),
      await lookUpOrg(staff, { orgId: org.id, ticket: TICKET }),
      await composeMessage(await viewerCtx(org), { keyId: key.id }),
    ]);
    expect(answers).toContain(key.plaintext.slice(-4));
    const kept = [lookup, sealedDigest, sealedSecret ?? [], Buffer.from(digestOf(key), "hex")].map((bytes) =>
      Buffer.from(bytes),
    );
    for (const form of ["hex", "base64", "base64url"] as const)
      for (const bytes of kept) expect(answers).not.toContain(bytes.toString(form));
    expect(answers).not.toContain(key.plaintext.slice(3, 12));
  });
});

describe("the report on a key", () => {
  test("tells whose it is, its state, its limits and its calls", async () => {
    await called(refusedDomain(), {}, {});
    const report = await lookUpKey(staff, { keyId: key.id, ticket: TICKET });
    expect(report.state).toEqual({
      tone: "partly",
      sentence:
        "Works in part: 1 of 3 calls in the last hour was refused: domain app.example.com is not on the list.",
      code: "domain_not_allowed",
    });
    expect(report.org).toMatchObject({ id: org.id, name: org.name });
    expect(report.owner?.email).toMatch(/@example\.test$/);
    expect(report.living?.load.classes).toMatchObject([{ classId: product.classId, qps: { qps: 5 } }]);
    expect(report.calls.length).toBeGreaterThan(0);
    expect(report.answers[0]?.text).toContain("domain app.example.com is not on the list");
  });

  test("says that a key is refused since the first refusal after its last accepted call", async () => {
    const at = (minutes: number) => NOW.getTime() - minutes * 60_000;
    await called(
      { at: at(50) },
      refusedDomain({ at: at(55) }),
      refusedDomain({ at: at(40) }),
      refusedDomain({ at: at(5) }),
    );
    await db.secretLastUsed.deleteMany({ where: { keyId: key.id } });
    const { facts } = await lookUpKey(staff, { keyId: key.id, ticket: TICKET });
    expect(facts.traffic.refusedSince).toBe(new Date(at(40)).toISOString());
    expect(facts.traffic.refused).toMatchObject([{ code: "domain_not_allowed", hour: 3, day: 3 }]);
  });

  test("is there for a key in the trash, and says so", async () => {
    const gone = await makeKey({ org, state: "deleted" });
    const report = await lookUpKey(staff, { keyId: gone.id, ticket: TICKET });
    expect(report.living).toBeNull();
    expect(report.state.sentence).toContain("the key is in the trash");
  });

  test("is not found for a key that is gone", async () => {
    await expect(lookUpKey(staff, { keyId: newId("key"), ticket: TICKET })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("of an organization that is suspended says that, whatever the key's own state", async () => {
    await db.org.update({
      where: { id: org.id },
      data: { suspendedAt: NOW, suspendedReason: "Unpaid." },
      select: { id: true },
    });
    const report = await lookUpKey(staff, { keyId: key.id, ticket: TICKET });
    expect(report.state.sentence).toBe(
      "Refused since 12:00 UTC: the whole organization is suspended: Unpaid.",
    );
  });
});

describe("the report on a call", () => {
  test("of a customer names key, product and decision", async () => {
    const [call] = await called(refusedDomain());
    expect(await lookUpCall(staff, { requestId: call?.requestId ?? "", ticket: TICKET })).toMatchObject({
      kind: "customer",
      keyName: key.name,
      product: product.name,
      org: { id: org.id },
      call: { code: "domain_not_allowed", saw: "app.example.com" },
    });
    expect((await auditOf(call?.requestId ?? "")).map(({ action }) => action)).toEqual([
      "org.call_looked_up",
    ]);
  });

  test("names the products that the key is valid for", async () => {
    const rule = `products ${product.id} ${newId("product")}`;
    const [call] = await called(refusedDomain({ code: "product_not_allowed", rule }));
    const report = await lookUpCall(staff, { requestId: call?.requestId ?? "", ticket: TICKET });
    expect(report).toMatchObject({
      call: { rule: expect.stringContaining(`valid for ${product.name}, prd_`) },
    });
  });

  test("that is not kept says no more than that", async () => {
    expect(await lookUpCall(staff, { requestId: newId("request"), ticket: TICKET })).toEqual({
      kind: "not_kept",
    });
  });
});

describe("why", () => {
  test("tells code and gate of anybody's refused call, and nothing that identifies", async () => {
    const [call] = await called(refusedDomain());
    expect(await why(call?.requestId ?? "")).toEqual({
      kind: "refused",
      code: "domain_not_allowed",
      gate: 11,
      status: 403,
    });
    const [ofNobody] = await called({ orgId: "", keyId: "", code: "key_invalid", status: 401 });
    expect(await why(ofNobody?.requestId ?? "")).toMatchObject({ kind: "refused", code: "key_invalid" });
  });

  test("a call that was let through was not refused, and an unknown ID is not kept, as is what is no ID", async () => {
    const [call] = await called({});
    expect(await why(call?.requestId ?? "")).toEqual({ kind: "let_through" });
    for (const id of [newId("request"), "", "req_1' OR '1'='1", key.id])
      expect(await why(id)).toEqual({ kind: "not_kept" });
  });
});

describe("a message to support", () => {
  test("holds key ID, diagnosis and the refused calls' IDs", async () => {
    const [call] = await called(refusedDomain());
    const { body, subject, to } = await composeMessage(await viewerCtx(org), { keyId: key.id });
    expect(subject).toContain(key.id);
    expect(to).toContain("@");
    expect(body).toContain("domain app.example.com is not on the list");
    expect(body).toContain(call?.requestId);
  });

  test("is not composed about another organization's key", async () => {
    const ctx = await ownerCtx(await makeOrg());
    await expect(composeMessage(ctx, { keyId: key.id })).rejects.toMatchObject({ code: "not_found" });
  });
});
