import { CircleCheck, CircleDashed, CircleSlash, TriangleAlert } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { KeyState } from "@/lib/support/key-state";

const LOOKS = {
  works: { icon: CircleCheck, box: "bg-ok-soft", mark: "text-ok-ink" },
  partly: { icon: TriangleAlert, box: "bg-warn-soft", mark: "text-warn-ink" },
  refused: { icon: CircleSlash, box: "bg-danger-soft", mark: "text-danger-ink" },
  idle: { icon: CircleDashed, box: "bg-sunken", mark: "text-ink-muted" },
} as const;

/** The state of a key in one sentence: the first thing to read. */
export function StateBanner({ state }: { state: KeyState }) {
  const { icon: Icon, box, mark } = LOOKS[state.tone];
  return (
    <section aria-label="State" className={cn("flex gap-3 rounded-lg px-5 py-4", box)}>
      <Icon aria-hidden="true" className={cn("mt-0.5 size-5 shrink-0", mark)} />
      <div className="min-w-0">
        <p className="text-lg font-medium break-words">{state.sentence}</p>
        {state.code === null ? null : (
          <p className="mt-1 text-sm text-ink-muted">
            <a className="underline underline-offset-4" href={`/docs/errors#${state.code}`}>
              <code className="font-mono">{state.code}</code>
            </a>{" "}
            in the error reference
          </p>
        )}
      </div>
    </section>
  );
}
