/** The box that every control one types or chooses in shares. */
export const controlClass = [
  "w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-base text-ink shadow-lift",
  "transition-colors hover:border-ink-faint",
  "focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0",
  "aria-invalid:border-danger aria-invalid:focus-visible:outline-danger",
  "disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-muted",
].join(" ");
