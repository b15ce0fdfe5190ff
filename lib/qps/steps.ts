import type { DetailsRow } from "./details";
import { type Beside, personOf } from "./internal";
import type { QpsStep } from "./views";

type Teller = {
  beside: Beside;
  /** What customers are told instead of a name of staff; `null`: names are shown. */
  providerName: string | null;
};

/** What happened to a request and what is to come, oldest first. Only staff see that one of two reviewers has agreed. */
export function stepsOf(row: DetailsRow, { beside, providerName }: Teller): QpsStep[] {
  const customer = (id: string | null): QpsStep["by"] => named(personOf(beside, id)?.name, false);
  const staff = (id: string | null): QpsStep["by"] =>
    id === null ? null : named(providerName ?? personOf(beside, id)?.name, true);
  const steps: QpsStep[] = [
    { at: row.createdAt.toISOString(), what: "drafted", by: customer(row.createdById) },
  ];
  const add = (at: Date | null, what: QpsStep["what"], by: QpsStep["by"]) => {
    if (at !== null) steps.push({ at: at.toISOString(), what, by });
  };
  add(row.submittedAt, "submitted", customer(row.submittedById));
  for (const { at, kind, authorId } of row.messages) {
    if (kind === "question") add(at, "asked", staff(authorId));
    if (kind === "answer") add(at, "answered", customer(authorId));
  }
  for (const { at, reviewerId } of providerName === null ? row.approvals : []) {
    if (reviewerId !== row.decidedById) add(at, "approval_given", staff(reviewerId));
  }
  if (row.status === "approved") add(row.decidedAt, "approved", staff(row.decidedById));
  if (row.status === "rejected") add(row.decidedAt, "rejected", staff(row.decidedById));
  if (row.status === "withdrawn") add(row.decidedAt, "withdrawn", customer(row.decidedById));
  for (const step of spanSteps(row, beside)) add(step.at, step.what, null);
  // What was drafted and sent at one moment keeps its order.
  return steps.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function spanSteps(row: DetailsRow, { spans, now }: Beside): { at: Date; what: QpsStep["what"] }[] {
  if (row.limitId === null || row.grantedFrom === null) return [];
  const span = spans.get(row.limitId);
  if (span === undefined) return [{ at: row.updatedAt, what: "ended" }];
  const { from, until } = span;
  return [
    { at: from, what: from <= now ? "started" : "starts" },
    ...(until === null ? [] : [{ at: until, what: until <= now ? ("ended" as const) : ("ends" as const) }]),
  ];
}

function named(name: string | undefined, isStaff: boolean): QpsStep["by"] {
  return name === undefined ? null : { name, isStaff };
}
