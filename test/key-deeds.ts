import { expect } from "vitest";
import { db } from "@/lib/db/client";
import { cancelRotation } from "@/lib/keys/cancel-rotation";
import { deleteKey } from "@/lib/keys/delete";
import { disableKey } from "@/lib/keys/disable";
import { enableKey } from "@/lib/keys/enable";
import { finishRotation } from "@/lib/keys/finish-rotation";
import {
  CancelRotationInput,
  DisableKeyInput,
  EnableKeyInput,
  FinishRotationInput,
  RenameKeyInput,
} from "@/lib/keys/life-schemas";
import { renameKey } from "@/lib/keys/rename";
import { restoreKey } from "@/lib/keys/restore";
import { DeleteKeyInput } from "@/lib/keys/schemas";
import type { OrgContext } from "@/lib/orgs/context";
import { randomBase62 } from "@/lib/std/base62";
import type { TestKey } from "./factories";
import { secretsOf } from "./rotations";

/** Hours for which an old secret can work on at most, where tests run. */
export const CAP_HOURS = 48;
const HOUR_MS = 3_600_000;

type Deed = (ctx: OrgContext, key: Pick<TestKey, "id">) => Promise<unknown>;

/** What somebody can do to a key without saying more than which one. */
export const KEY_DEEDS = {
  finish: (ctx, { id }) => finishRotation(ctx, FinishRotationInput.parse({ keyId: id })),
  cancel: (ctx, { id }) => cancelRotation(ctx, CancelRotationInput.parse({ keyId: id })),
  disable: (ctx, { id }) => disableKey(ctx, DisableKeyInput.parse({ keyId: id })),
  enable: (ctx, { id }) => enableKey(ctx, EnableKeyInput.parse({ keyId: id })),
  rename: (ctx, { id }) =>
    renameKey(ctx, RenameKeyInput.parse({ keyId: id, name: `Name ${randomBase62(8)}` })),
  delete: (ctx, { id }) => deleteKey(ctx, DeleteKeyInput.parse({ keyId: id })),
  restore: (ctx, { id }) => restoreKey(ctx, { keyId: id }),
} as const satisfies Record<string, Deed>;

/** What must hold of a key's secrets whenever nobody is in the middle of anything. */
export async function expectOneLive(key: Pick<TestKey, "id">) {
  const secrets = await secretsOf(key);
  const live = secrets.filter(({ status }) => status === "current" || status === "awaiting");
  const retiring = secrets.filter(({ status }) => status === "retiring");
  expect(live, "exactly one current or awaiting secret").toHaveLength(1);
  expect(retiring.length, "at most one retiring").toBeLessThanOrEqual(1);
  const { lastRotatedAt } = await db.key.findUniqueOrThrow({
    where: { id: key.id },
    select: { lastRotatedAt: true },
  });
  for (const { retiresAt } of retiring)
    expect(Number(retiresAt), "an end within the cap").toBeLessThanOrEqual(
      Number(lastRotatedAt) + CAP_HOURS * HOUR_MS,
    );
  for (const { status, isKept } of secrets) expect(isKept).toBe(status !== "retired");
  return { live: live[0], retiring: retiring[0] };
}
