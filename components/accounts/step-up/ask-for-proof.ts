import type { ActionResult } from "@/lib/actions/result";

type Question = { answered: Promise<boolean>; settle: (proven: boolean) => void };

let question: Question | null = null;
const listeners = new Set<() => void>();

/** For `useSyncExternalStore`: whoever listens shows the dialog while there is a question. */
export function onQuestion(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function currentQuestion(): Question | null {
  return question;
}

/** Opens the page's one dialog; true once the person has proved who they are, false when they leave it or there is none. */
export function askForProof(): Promise<boolean> {
  if (listeners.size === 0) return Promise.resolve(false);
  if (question === null) {
    let answer: (proven: boolean) => void = () => undefined;
    const answered = new Promise<boolean>((resolve) => {
      answer = resolve;
    });
    const settle = (proven: boolean) => {
      question = null;
      tell();
      answer(proven);
    };
    question = { answered, settle };
    tell();
  }
  return question.answered;
}

function tell(): void {
  for (const listener of listeners) listener();
}

/**
 * The same action, which asks for a proof and is sent once more when it is answered `step_up_required`. Whoever leaves
 * the dialog gets that refusal.
 */
export function steppingUp<Args extends unknown[], T>(
  action: (...args: Args) => Promise<ActionResult<T>>,
): (...args: Args) => Promise<ActionResult<T>> {
  return async (...args) => {
    const result = await action(...args);
    if (result.ok || result.error.code !== "step_up_required") return result;
    return (await askForProof()) ? action(...args) : result;
  };
}

/** A set of actions, each `steppingUp`. */
export function allSteppingUp<Actions extends object>(actions: Actions): Actions {
  const wrapped = Object.entries(actions).map(([name, action]) => [name, steppingUp(action)]);
  return Object.fromEntries(wrapped) as Actions;
}
