const JOBS: Readonly<Record<string, string>> = {
  seed: "Sample data",
  purge: "Keyward, emptying the trash",
};

/** Who acted, in words: a person, a program by its token, or Keyward itself. */
export function actorName({ type, id, name }: { type: string; id: string; name: string | null }): string {
  if (name !== null) return type === "token" ? `${name} (token)` : name;
  if (type === "system") return JOBS[id] ?? "Keyward";
  return type === "token" ? "A token that is gone" : "Somebody who is gone";
}
