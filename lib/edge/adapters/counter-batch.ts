import type { Question, Scope, ScopeAnswer } from "./counter-asks";

/** Which of a call's scopes refused, empty when none did; null when nobody could be asked. */
export type Verdict = readonly Scope[] | null;

type Waiting = { readonly scopes: readonly Scope[]; readonly resolve: (verdict: Verdict) => void };

/** Runs a step: keys of its scopes, what to ask; answers the flat list of `TAKE`. */
export type Step = (
  keys: readonly string[],
  scopes: readonly unknown[],
  calls: readonly number[][],
  hasQuota: 0 | 1,
  onLate: (answer: unknown) => void,
) => Promise<unknown>;

const VALUES_PER_SCOPE = 5;

/** Calls of one org that came in the same turn of the event loop: one step in Redis decides them all, in their order. */
export class CounterBatch {
  readonly #scopes = new Map<Scope, number>();
  readonly #calls: Waiting[] = [];

  /** Asks for one call in all of these scopes, or none of them. */
  ask(scopes: readonly Scope[]): Promise<Verdict> {
    for (const scope of scopes) this.add(scope);
    return new Promise((resolve) => this.#calls.push({ scopes, resolve }));
  }

  /** Has something of a scope told or renewed, without a call. */
  add(scope: Scope): void {
    if (!this.#scopes.has(scope)) this.#scopes.set(scope, this.#scopes.size);
  }

  /** Sends it. Never rejects; false when the step failed. */
  async send(step: Step, at: number): Promise<boolean> {
    const scopes = [...this.#scopes.keys()];
    const questions = scopes.map((scope) => scope.question(at));
    const calls = this.#calls.map((call) => call.scopes.map((scope) => this.#scopes.get(scope) ?? 0));
    try {
      const keys = scopes.flatMap((scope) => scope.keys);
      const answer = await step(
        keys,
        questions.map(({ ask }) => ask),
        calls,
        questions.some(({ ask }) => ask.kind === "q") ? 1 : 0,
        (late) => hearLate(late, questions, calls),
      );
      this.#hear(answer, questions, at);
      return true;
    } catch {
      for (const question of questions) question.lose();
      for (const { resolve } of this.#calls) resolve(null);
      return false;
    }
  }

  #hear(answer: unknown, questions: readonly Question[], sentAt: number): void {
    const { answers, masks } = read(answer, questions.length);
    questions.forEach((question, index) => {
      const known = answers[index];
      if (known !== undefined) question.hear(known, sentAt);
    });
    this.#calls.forEach(({ scopes, resolve }, index) => {
      const mask = masks[index] ?? 0;
      resolve(scopes.filter((_, place) => Math.floor(mask / 2 ** place) % 2 === 1));
    });
  }
}

function hearLate(answer: unknown, questions: readonly Question[], calls: readonly number[][]): void {
  const { answers, masks } = read(answer, questions.length);
  questions.forEach((question, index) => {
    const known = answers[index];
    const admitted = calls.filter((scopes, call) => masks[call] === 0 && scopes.includes(index)).length;
    if (known !== undefined) question.late?.(known, admitted);
  });
}

/** The flat list that `TAKE` answers. */
function read(answer: unknown, scopes: number): { answers: ScopeAnswer[]; masks: number[] } {
  if (!Array.isArray(answer)) throw new Error("Redis answered a step with something else.");
  const values: readonly unknown[] = answer;
  const epoch = String(values[0]);
  const answers = Array.from({ length: scopes }, (_, index) => {
    const from = 1 + index * VALUES_PER_SCOPE;
    const [status = 0, left = 0, extra = 0, held = 0] = values.slice(from, from + 4).map(Number);
    return { epoch, status, left, extra, held, lease: String(values[from + 4]) };
  });
  return { answers, masks: values.slice(1 + scopes * VALUES_PER_SCOPE).map(Number) };
}
