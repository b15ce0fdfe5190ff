"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { BulkVerb } from "@/lib/keys/bulk/schemas";
import { useKeyActions } from "../key-actions";
import { useLeaveGuard } from "../use-leave-guard";
import type { BulkActions } from "./bulk-actions";
import { BulkForm } from "./bulk-form";
import { type BulkOptions, emptyOptions, toOperation } from "./bulk-options";
import { BulkPreview } from "./bulk-preview";
import { BulkResults } from "./bulk-results";
import { BULK_WORDS, bulkTitle } from "./bulk-words";
import { saveSecrets } from "./save-secrets";
import { undoInput, undoKeys } from "./undo-input";
import { useBulkPreview } from "./use-bulk-preview";
import { useBulkRun } from "./use-bulk-run";

type BulkDialogProps = {
  verb: BulkVerb;
  keyIds: readonly string[];
  actions: BulkActions;
  /** The restriction to begin with. */
  kind?: BulkOptions["kind"];
  /** With the keys that are not in the list any more. */
  onClose: (gone: string[]) => void;
};

/** Before a rotation is taken back every edge is asked about its new secret, for five seconds at most. */
const CANCEL_BATCH = 5;

const UNDO_MEANS = "Each key goes back to what it was. One that somebody has changed since stays as it is.";

const UNDO_REASON = "Undone right after several keys were rotated.";

/** One operation on the chosen keys: what it needs to know, what it would do to each, then what it did. */
export function BulkDialog({ verb, keyIds, actions, kind = "domain", onClose }: BulkDialogProps) {
  const { orgSlug, overlapCapHours } = useKeyActions();
  const router = useRouter();
  const formId = useId();
  const [chosen] = useState(keyIds);
  const [options, setOptions] = useState(() => ({ ...emptyOptions(overlapCapHours), kind }));
  const [typed, setTyped] = useState("");
  const [isDownloaded, setDownloaded] = useState(false);
  const operation = toOperation(verb, options, overlapCapHours);
  const preview = useBulkPreview(actions, chosen, operation);
  const { state, run, stop } = useBulkRun();
  const back = useBulkRun();
  const words = BULK_WORDS[verb];

  const seen = preview.phase === "ready" ? preview.keys : [];
  const changing = seen.filter(({ outcome }) => outcome === "change");
  const isConfirmed = verb !== "delete" || typed.trim() === String(changing.length);
  const isReady = operation !== null && changing.length > 0 && isConfirmed;
  const names = new Map(seen.map((key) => [key.keyId, key.name]));
  const nameOf = (keyId: string) => names.get(keyId) ?? keyId;
  const results = state?.results ?? [];
  const secrets = results.flatMap((result) =>
    result.isDone && result.secret !== undefined ? [{ ...result, secret: result.secret }] : [],
  );
  const isOnlyChance = secrets.length > 0 && !isDownloaded;
  const running = [state, back.state].find((one) => one !== null && !one.isOver);
  useLeaveGuard(isOnlyChance || running !== undefined);
  const isLocked = running !== undefined || isOnlyChance;
  const undoable = state?.isOver ? undoKeys(verb, options.kind, results, seen) : [];
  const isBack = new Set(
    (back.state?.results ?? []).filter(({ isDone }) => isDone).map(({ keyId }) => keyId),
  );

  const close = () => {
    const done = results.filter(({ isDone, keyId }) => isDone && !isBack.has(keyId));
    onClose(verb === "delete" ? done.map(({ keyId }) => keyId) : []);
    if (state !== null) router.refresh();
  };
  const start = () => {
    if (!isReady) return;
    const all = changing.map(({ keyId, version }) => ({ keyId, version }));
    const batchSize = verb === "cancel_rotation" ? CANCEL_BATCH : undefined;
    void run(all, (keys) => actions.run(orgSlug, { keys, operation }), batchSize);
  };
  const undo = () => {
    if (verb === "cancel_rotation") return;
    if (verb !== "rotate") {
      void back.run(undoable, (keys) => actions.undo(orgSlug, { undo: undoInput(verb, keys) }));
      return;
    }
    const cancelling = { verb: "cancel_rotation", reason: UNDO_REASON } as const;
    const refs = undoable.map(({ keyId, version }) => ({ keyId, version }));
    void back.run(refs, (keys) => actions.run(orgSlug, { keys, operation: cancelling }), CANCEL_BATCH);
  };
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent
        size="lg"
        title={
          back.state === null
            ? bulkTitle(verb, chosen.length)
            : `Undo: ${lowerFirst(bulkTitle(verb, undoable.length))}`
        }
        description={
          back.state === null
            ? words.means
            : verb === "rotate"
              ? BULK_WORDS.cancel_rotation.means
              : UNDO_MEANS
        }
        locked={isLocked}
        footer={
          state === null ? (
            <>
              <DialogClose asChild>
                <Button>Cancel</Button>
              </DialogClose>
              <Button
                type="submit"
                form={formId}
                variant={words.isDanger ? "danger" : "primary"}
                disabled={!isReady}
              >
                {bulkTitle(verb, preview.phase === "ready" ? changing.length : null)}
              </Button>
            </>
          ) : running ? (
            <Button onClick={back.state === null ? stop : back.stop} pending={running.isStopping}>
              Stop
            </Button>
          ) : (
            <>
              {undoable.length > 0 && back.state === null ? <Button onClick={undo}>Undo</Button> : null}
              <Button onClick={close}>{isOnlyChance ? "Close without downloading" : "Done"}</Button>
            </>
          )
        }
      >
        {state === null ? (
          <form
            id={formId}
            className="grid gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              start();
            }}
          >
            <BulkForm verb={verb} options={options} onChange={setOptions} overlapCapHours={overlapCapHours} />
            <BulkPreview verb={verb} state={preview} />
            {verb === "delete" && changing.length > 0 ? (
              <Field
                label={
                  <>
                    Type <span className="font-mono text-sm">{changing.length}</span>, the number of keys, to
                    confirm
                  </>
                }
              >
                <Input
                  className="w-28"
                  inputMode="numeric"
                  autoComplete="off"
                  value={typed}
                  onChange={(event) => setTyped(event.target.value)}
                />
              </Field>
            ) : null}
          </form>
        ) : (
          <BulkResults
            verb={verb}
            isUndo={back.state !== null}
            state={back.state ?? state}
            nameOf={nameOf}
            isDownloaded={isDownloaded}
            onDownload={() => {
              saveSecrets(secrets.map((one) => ({ ...one, name: nameOf(one.keyId) })));
              setDownloaded(true);
            }}
          />
        )}
      </DialogContent>
    </Dialog>
  );
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
