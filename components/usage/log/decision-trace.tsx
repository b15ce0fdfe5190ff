import { Check, Minus, X } from "lucide-react";
import { GATE_NAMES } from "@/components/support/gate-names";
import { REFUSALS } from "@/lib/edge/verdict";
import { nameProducts } from "@/lib/usage/name-products";
import type { LoggedRequest } from "@/lib/usage/request-schemas";

const GATES = Object.entries(GATE_NAMES)
  .map(([gate, name]) => ({ gate: Number(gate), name }))
  .filter(({ gate }) => gate > 0);

type DecisionTraceProps = { request: LoggedRequest; productNames: Readonly<Record<string, string>> };

/** What the edge looked at, in its order, and where it said no. */
export function DecisionTrace({ request, productNames }: DecisionTraceProps) {
  const { gate: refusedAt, code, saw, rule, observed } = request;
  const table: Readonly<Record<string, { title: string; meaning: string; mend: string }>> = REFUSALS;
  const refusal = table[code];
  return (
    <section aria-labelledby="trace-heading">
      <h3 id="trace-heading" className="font-medium">
        Decision
      </h3>
      <ol className="mt-2 grid gap-1.5 text-sm">
        {GATES.map(({ gate, name }) => {
          const state =
            refusedAt === 0 || gate < refusedAt ? "passed" : gate === refusedAt ? "refused" : "not";
          const Icon = state === "passed" ? Check : state === "refused" ? X : Minus;
          return (
            <li key={gate} className={state === "not" ? "text-ink-muted" : ""}>
              <span className="flex items-start gap-2">
                <Icon
                  aria-hidden="true"
                  className={`mt-0.5 size-4 shrink-0 ${state === "passed" ? "text-ok" : state === "refused" ? "text-danger" : "text-ink-faint"}`}
                />
                <span>
                  {name.slice(0, 1).toUpperCase() + name.slice(1)}
                  <span className="sr-only">
                    {state === "passed"
                      ? ": passed"
                      : state === "refused"
                        ? ": refused here"
                        : ": not reached"}
                  </span>
                </span>
              </span>
              {state === "refused" ? (
                <div className="mt-1 ml-6 grid gap-1 rounded-md bg-danger-soft px-3 py-2 text-danger-ink">
                  <p className="font-medium">{refusal?.title ?? code}</p>
                  {saw === "" ? null : <p>Saw: {saw}</p>}
                  {rule === "" ? null : <p>Rule: {nameProducts(rule, productNames)}</p>}
                  {refusal === undefined ? null : (
                    <p>
                      {refusal.mend}{" "}
                      <a className="underline underline-offset-2" href={`/docs/errors#${code}`}>
                        {code}
                      </a>
                    </p>
                  )}
                </div>
              ) : null}
            </li>
          );
        })}
      </ol>
      {observed.length > 0 ? (
        <p className="mt-2 text-sm text-ink-muted">
          Would have been refused by a restriction that only observes:{" "}
          {observed.join(", ").replaceAll("_", " ")}.
        </p>
      ) : null}
    </section>
  );
}
