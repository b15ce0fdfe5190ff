import type { Permission, Role, StaffPermission } from "@/lib/members/permissions";
import type { TestKey, TestOrg, TestUser } from "@/test/factories";
import type { World } from "./world";

/** In whose organization a thing is made, and who made it. */
export type Place = { readonly world: World; readonly org: TestOrg; readonly by: TestUser };

/** What the suite knows of one server action. */
export type ActionRow = CommonRow &
  (
    | {
        /** The permission it takes on the thing it names; `signed in`, or `anyone`: no organization is involved. */
        readonly needs: Permission | "signed in" | "anyone";
      }
    | {
        /** An action of the provider's staff, and the permission it takes. Its input is its only argument. */
        readonly staff: StaffPermission;
      }
  );

type CommonRow = {
  /** Whether a success leaves an audit row. What only reads leaves none. */
  readonly isAudited: boolean;
  /** The input for things made on the spot; without it the action is only held to be known. */
  readonly input?: (place: Place) => Promise<unknown>;
  /** Whether the input names a thing of an organization: another one's is then not found. */
  readonly names?: boolean;
  /** Whoever succeeds is no member any more, so each try takes a new one. */
  readonly endsMembership?: boolean;
  /** Where an answer tells of each thing by itself: what it tells of the first, `ok` or a code. */
  readonly verdictOf?: (data: unknown) => string;
};

/** A fresh key with the world's product, of whoever is said to have made it. */
export async function keyAt({ world, org, by }: Place, state: "active" | "disabled" = "active") {
  const { makeKey } = await import("@/test/factories");
  return makeKey({
    org,
    createdBy: by,
    products: [world.product],
    state,
    createdAt: new Date(Date.now() - 3_600_000),
  });
}

/** The input of an action on a fresh key. */
export const ofKey =
  (more: object = {}) =>
  async (place: Place) => ({ keyId: (await keyAt(place)).id, ...more });

/** A key that has been in the trash for an hour. */
export async function trashedAt(place: Place): Promise<TestKey> {
  const key = await keyAt(place);
  const { db } = await import("@/lib/db/client");
  const deletedAt = new Date(Date.now() - 3_600_000);
  await db.key.update({ where: { id: key.id }, data: { deletedAt }, select: { id: true } });
  return key;
}

/** A key whose new secret waits for its first use. */
export async function rotatingAt(place: Place): Promise<TestKey> {
  const { rotateFor } = await import("@/test/rotations");
  const key = await keyAt(place);
  await rotateFor(await ownerOf(place), key);
  return key;
}

/** The input of an action on a key whose new secret waits. */
export const ofRotating =
  (more: object = {}) =>
  async (place: Place) => ({ keyId: (await rotatingAt(place)).id, ...more });

/** The organization's owner, now. */
export async function ownerOf({ org }: Place) {
  const { ownerCtx } = await import("@/test/contexts");
  return { ...(await ownerCtx(org)), now: new Date() };
}

/** A new member of the organization. */
export async function memberAt({ org }: Place, role: Role = "developer"): Promise<TestUser> {
  const { makeMember } = await import("@/test/factories");
  return makeMember(org, role);
}

/** An open invitation. */
export async function inviteAt(place: Place): Promise<string> {
  const { inviteMember } = await import("@/lib/members/invite");
  const { db } = await import("@/lib/db/client");
  const email = someAddress();
  await inviteMember(await ownerOf(place), { email, role: "viewer" });
  return (await db.invite.findFirstOrThrow({ where: { email }, select: { id: true } })).id;
}

/** A management token that may read keys. */
export async function tokenAt(place: Place): Promise<string> {
  const { createToken } = await import("@/lib/management/create-token");
  const { db } = await import("@/lib/db/client");
  const name = `token of ${someAddress()}`;
  await createToken(await ownerOf(place), { name, scopes: ["keys:read"], lifetimeDays: 7 });
  return (await db.managementToken.findFirstOrThrow({ where: { name }, select: { id: true } })).id;
}

/** A look of every member of staff at the organization's dashboard, under way. */
export async function viewsAt({ org }: Pick<Place, "org">): Promise<void> {
  const { db } = await import("@/lib/db/client");
  const { newId } = await import("@/lib/std/id");
  const sessions = await db.session.findMany({
    where: { user: { staffRole: { not: null } } },
    select: { id: true, userId: true },
  });
  const expiresAt = new Date(Date.now() + 1_800_000);
  await db.staffView.createMany({
    data: sessions.map(({ id, userId }) => ({
      id: newId("staffView"),
      sessionId: id,
      userId,
      orgId: org.id,
      ticket: "SUP-1",
      expiresAt,
    })),
  });
}

/** A refused call of a key of the organization that is kept by itself. */
export async function callAt(place: Place): Promise<string> {
  const { pool } = await import("@/lib/db/pool");
  const { newId } = await import("@/lib/std/id");
  const key = await keyAt(place);
  const requestId = newId("request");
  await pool().query(
    `INSERT INTO request_log (at, org_id, request_id, key_id, secret_id, token_id, product_id, class_id, method, endpoint,
       access, status, code, gate, saw, rule, observed, ip, country, agent, referrer, bytes_in, bytes_out, latency_us, weight)
     VALUES (now(), $1, $2, $3, $4, '', $5, $6, 'GET', '/tiles/{z}', 'read', 403, 'domain_not_allowed', 11,
       'app.example.com', 'allow example.com', '{}', '192.0.2.1', 'DE', 'curl', '', 0, 0, 100, 1)`,
    [place.org.id, requestId, key.id, key.secretId, place.world.product.id, place.world.product.classId],
  );
  return requestId;
}

let addresses = 0;

/** An e-mail address nobody else has. */
export function someAddress(): string {
  addresses += 1;
  return `somebody-${addresses}@example.test`;
}
