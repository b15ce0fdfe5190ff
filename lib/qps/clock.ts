type Message = { kind: string; at: Date };

/** Since when a question is open: the first one that nobody has answered. `null`: none is. */
export function askedAt(messages: readonly Message[]): Date | null {
  let open: Date | null = null;
  for (const { kind, at } of messages) {
    if (kind === "answer") open = null;
    if (kind === "question") open ??= at;
  }
  return open;
}

/** The promised time after an answer: later by as long as the question was open. */
export function dueAfterAnswer(dueAt: Date, asked: Date, answered: Date): Date {
  return new Date(dueAt.getTime() + Math.max(0, answered.getTime() - asked.getTime()));
}

type Clocked = { status: string; dueAt: Date | null; messages: readonly Message[] };

/** How the clock of a request stands at `now`. */
export function clockOf(
  { status, dueAt, messages }: Clocked,
  now: Date,
): {
  isOverdue: boolean;
  /** While a question is open: milliseconds left, which do not run. */
  waitingMs: number | null;
} {
  if (dueAt === null) return { isOverdue: false, waitingMs: null };
  const asked = status === "question" ? askedAt(messages) : null;
  return {
    isOverdue: status === "pending" && dueAt < now,
    waitingMs: asked === null ? null : dueAt.getTime() - asked.getTime(),
  };
}
