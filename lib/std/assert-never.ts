/** Marks a branch the types say cannot be reached; a missing case does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${String(value)}`);
}
