import { REFUSALS } from "@/lib/edge/verdict";
import type { KeyState, RefusedCalls } from "./key-state";
import { isRefusalCode, refusalPhrase } from "./refusal-phrases";

/** An answer to copy into a ticket. */
export type Answer = { title: string; text: string };

export type AnswerFacts = {
  keyId: string;
  keyName: string;
  orgSlug: string;
  state: KeyState;
  refused: readonly RefusedCalls[];
  /** They sent the secret itself. */
  hasSentSecret: boolean;
  providerName: string;
  publicUrl: string;
};

const OTHERS_MAX = 3;

/**
 * Answers to a customer who asks about a key: its state with how to mend it, further reasons for which calls were refused, and
 * what to do about a secret in a ticket. Holds no secret, and nothing the customer may not know.
 */
export function answersFor(facts: AnswerFacts): Answer[] {
  const { state, refused, hasSentSecret } = facts;
  const others = refused.filter(({ code }) => code !== state.code).slice(0, OTHERS_MAX);
  return [
    { title: titleOf(state), text: letter(facts, [state.sentence], state.code) },
    ...(hasSentSecret ? [{ title: "They sent the secret", text: secretLetter(facts) }] : []),
    ...others.map((one) => ({
      title: `Refused calls: ${one.code}`,
      text: letter(
        facts,
        [`In the last 24 hours ${calls(one.day)}: ${refusalPhrase(one.code, one)}.`],
        one.code,
      ),
    })),
  ];
}

function titleOf({ tone }: KeyState): string {
  return {
    works: "It works",
    partly: "Some calls are refused",
    refused: "Why it is refused",
    idle: "Nobody calls",
  }[tone];
}

function letter(facts: AnswerFacts, sentences: readonly string[], code: string | null): string {
  const { keyId, keyName, providerName, publicUrl, orgSlug } = facts;
  const mend =
    code !== null && isRefusalCode(code)
      ? `${REFUSALS[code].mend}\n\nMore about ${code}: ${publicUrl}/docs/errors#${code}`
      : "If calls fail on your side, please send us the X-Request-Id of one of the answers. Please never send us the key itself.";
  return [
    "Hello,",
    `here is what we see of your key “${keyName}” (${keyId}). ${sentences.join(" ")}`,
    mend,
    `The key’s page: ${publicUrl}/o/${orgSlug}/keys/${keyId}`,
    providerName,
  ].join("\n\n");
}

function secretLetter({ keyId, keyName, providerName, publicUrl, orgSlug }: AnswerFacts): string {
  return [
    "Hello,",
    `your message held the secret of your key “${keyName}” (${keyId}). Whoever read the message can use it, so please treat it as leaked: rotate the key, move your clients to the new secret, and let the old one end.`,
    `This page leads you through it: ${publicUrl}/o/${orgSlug}/leak?key=${keyId}`,
    `We never need a secret. The key ID ${keyId} or the X-Request-Id of a call is enough.`,
    providerName,
  ].join("\n\n");
}

function calls(n: number): string {
  return n === 1 ? "one call was refused" : `${n.toLocaleString("en-US")} calls were refused`;
}
