"use server";

import { orgAction } from "@/lib/actions/org-action";
import { matchingKeys } from "@/lib/keys/bulk/matching";
import { previewBulk } from "@/lib/keys/bulk/preview";
import { runBulk } from "@/lib/keys/bulk/run";
import { MatchingKeysInput, PreviewBulkInput, RunBulkInput, UndoBulkInput } from "@/lib/keys/bulk/schemas";
import { undoBulk } from "@/lib/keys/bulk/undo";

export const matchingKeysAction = orgAction(
  { permission: "keys:read", input: MatchingKeysInput },
  async ({ ctx, input }) => matchingKeys(ctx, input),
);

export const previewBulkAction = orgAction(
  { permission: "keys:read", input: PreviewBulkInput },
  async ({ ctx, input }) => previewBulk(ctx, input),
);

/** The verb asks for the permission of what is to be done. */
export const runBulkAction = orgAction(
  { permission: "keys:read", input: RunBulkInput },
  async ({ ctx, input }) => runBulk(ctx, input),
);

/** The verb asks for the permission of what is to be taken back. */
export const undoBulkAction = orgAction(
  { permission: "keys:read", input: UndoBulkInput },
  async ({ ctx, input }) => undoBulk(ctx, input),
);
