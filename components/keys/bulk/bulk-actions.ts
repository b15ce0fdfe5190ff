import type { z } from "zod";
import type { ActionResult } from "@/lib/actions/result";
import type { BulkResults } from "@/lib/keys/bulk/one-by-one";
import type { BulkPreview } from "@/lib/keys/bulk/preview";
import type {
  MatchingKeysInput,
  PreviewBulkInput,
  RunBulkInput,
  UndoBulkInput,
} from "@/lib/keys/bulk/schemas";

type BulkAction<Input, Data> = (orgSlug: string, input: Input) => Promise<ActionResult<Data>>;

/** Finds the keys a list's filter leaves. */
export type MatchingAction = BulkAction<z.input<typeof MatchingKeysInput>, { keyIds: string[] }>;

/** What can be done to many keys from a list; the page hands in its server actions. */
export type BulkActions = {
  preview: BulkAction<z.input<typeof PreviewBulkInput>, BulkPreview>;
  run: BulkAction<z.input<typeof RunBulkInput>, BulkResults>;
  undo: BulkAction<z.input<typeof UndoBulkInput>, BulkResults>;
};
