type Refusal = { message: string; retryAfterSeconds?: number | undefined };

/** A refusal's sentence, with the wait it asks for in words: "Try again in 2 minutes." */
export function refusalWords({ message, retryAfterSeconds }: Refusal): string {
  if (retryAfterSeconds === undefined) return message;
  return `${message.replace(/ Wait a moment and try again\.$/, "")} Try again in ${waitWords(retryAfterSeconds)}.`;
}

function waitWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
