import { isDatabaseAway } from "@/lib/actions/fault";
import { reportFault } from "@/lib/actions/report-fault";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { isDomainError } from "@/lib/errors/domain-error";
import type { OrgContext } from "@/lib/orgs/context";

/** What was done to one key, or why nothing was. */
export type BulkResult = { keyId: string } & (
  | {
      isDone: true;
      /** What it is now; `null` for a key that is in the trash. */
      version: number | null;
      /** Of a rotated key whose secret is not kept: here and nowhere else. */
      secret?: string;
      /** Of a rotated key: until when the old secret works; `null`: it has ended. ISO 8601. */
      endsAt?: string | null;
    }
  | { isDone: false; code: ErrorCode; message: string }
);

/** In the order the keys were named. */
export type BulkResults = { results: BulkResult[] };

type Done = Omit<Extract<BulkResult, { isDone: true }>, "keyId" | "isDone">;

/** Does something to keys, one after the other. What fails for one of them is told and holds up no other one. */
export async function oneByOne<Key extends { keyId: string }>(
  ctx: OrgContext,
  keys: readonly Key[],
  doTo: (key: Key) => Promise<Done>,
): Promise<BulkResults> {
  const results: BulkResult[] = [];
  for (const key of keys) {
    try {
      results.push({ keyId: key.keyId, isDone: true, ...(await doTo(key)) });
    } catch (error) {
      results.push({ keyId: key.keyId, isDone: false, ...told(ctx, error) });
    }
  }
  return { results };
}

function told(ctx: OrgContext, error: unknown): { code: ErrorCode; message: string } {
  if (isDomainError(error)) {
    const sentences = Object.values(error.fields ?? {}).flat();
    return { code: error.code, message: sentences.length > 0 ? sentences.join(" ") : error.message };
  }
  reportFault(ctx.requestId, error);
  const code = isDatabaseAway(error) ? "unavailable" : "internal";
  return { code, message: ERROR_CODES[code].message };
}
