/** Long before this V8 notes where a property is looked up, which is what makes it look at prototypes at all. */
const LOOKS = 2_000;

/**
 * Gives every string of the process its speed back after a class extended `String`, as one of ioredis does.
 *
 * V8 makes a prototype that is inherited from a dictionary, and it stays one: each `charCodeAt`, `indexOf` or `slice`, wherever it
 * stands, is then looked up instead of compiled. It is made fast again by lookups through a text that is an object. What that
 * costs: decision 026, `npm run bench -- idle`.
 */
export function mendStrings(): void {
  const text = new String("");
  for (let look = 0; look < LOOKS; look += 1) lookInto(text);
}

/** Nothing is found, so that the whole chain is looked at. */
function lookInto(text: { missing?: never } & object): unknown {
  return text.missing;
}
