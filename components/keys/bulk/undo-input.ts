import type { z } from "zod";
import type { BulkResult } from "@/lib/keys/bulk/one-by-one";
import type { BulkPreviewItem } from "@/lib/keys/bulk/preview";
import type { BulkVerb, UndoBulkInput, WantedRestriction } from "@/lib/keys/bulk/schemas";

type Wanted = z.input<typeof WantedRestriction>;
type Undo = z.input<typeof UndoBulkInput>["undo"];

/** A key with everything that taking back any operation takes. */
export type UndoKey = { keyId: string; version: number; restriction: Wanted | null };

/** The keys that were done and can be put back, as they were before; of rotated ones those whose old secret still works. */
export function undoKeys(
  verb: BulkVerb,
  kind: Wanted["kind"],
  results: readonly BulkResult[],
  seen: readonly BulkPreviewItem[],
): UndoKey[] {
  if (verb === "cancel_rotation") return [];
  const before = new Map(
    seen.map((item) => [item.keyId, item.outcome === "change" ? item.before : undefined]),
  );
  return results.flatMap((result): UndoKey[] => {
    if (!result.isDone || (verb === "rotate" && (result.endsAt ?? null) === null)) return [];
    const was = before.get(result.keyId);
    if (verb === "restrict" && was === undefined) return [];
    const restriction = was === undefined ? null : toWanted(kind, was);
    return [{ keyId: result.keyId, version: result.version ?? 1, restriction }];
  });
}

/** Operations that have an opposite; rotations are taken back by cancelling them. */
type Undoable = Exclude<BulkVerb, "rotate" | "cancel_rotation">;

/** What to send to take an operation back from some of its keys. */
export function undoInput(verb: Undoable, keys: readonly UndoKey[]): Undo {
  const versioned = keys.map(({ keyId, version }) => ({ keyId, version }));
  switch (verb) {
    case "disable":
    case "enable":
    case "forbid_query":
      return { verb, keys: versioned };
    case "delete":
      return { verb, keys: keys.map(({ keyId }) => ({ keyId })) };
    case "restrict":
      return {
        verb,
        keys: keys.flatMap(({ restriction, ...key }) =>
          restriction === null ? [] : [{ ...key, restriction }],
        ),
      };
  }
}

type Before = NonNullable<Extract<BulkPreviewItem, { outcome: "change" }>["before"]>;

function toWanted(kind: Wanted["kind"], was: Before): Wanted {
  const { mode, allow, deny, allowMissing, denyKnownBots, hours } = was;
  switch (kind) {
    case "domain":
      return { kind, rule: { mode, allow, allowMissing } };
    case "userAgent":
      return { kind, rule: { mode, allow, deny, denyKnownBots } };
    case "hours":
      return { kind, rule: { mode, ...hours } };
    default:
      return { kind, rule: { mode, allow, deny } };
  }
}
