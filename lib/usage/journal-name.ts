/** File names of journals: the random ID of the one that writes them all, and the file's number. */
export function journalName(owner: string, number: number): string {
  return `${owner}-${number}.journal`;
}

/** Who wrote a file of this name; `""` when the name is none of a journal. */
export function ownerOf(name: string): string {
  return /^(ins_[0-9A-Za-z]+)(?:-\d+)?\.journal$/.exec(name)?.[1] ?? "";
}
