import type { Change } from "@/lib/changes/change";
import type { Fill } from "./key-source";

type Heard = Pick<Change, "kind" | "subject" | "xid">;

/** Changes heard of while reads are under way: how a read that began before a change is told from one that saw it. */
export class RecentChanges {
  #heard: Heard[] = [];
  #before = 0;

  /** A place in time, to ask about later. */
  mark(): number {
    return this.#before + this.#heard.length;
  }

  add(change: Heard): void {
    this.#heard.push(change);
  }

  /** Whether a change heard of since the mark concerns this answer and is not in it. */
  overtook(fill: Fill, since: number): boolean {
    const { entry } = fill;
    for (let at = Math.max(0, since - this.#before); at < this.#heard.length; at += 1) {
      const change = this.#heard[at];
      if (change === undefined || fill.sees(change.xid)) continue;
      // "No such key" may have been overtaken by the creation of any key.
      if (
        entry === null
          ? change.kind === "key"
          : change.subject === (change.kind === "org" ? entry.orgId : entry.keyId)
      ) {
        return true;
      }
    }
    return false;
  }

  /** Forgets all; marks stay comparable. Only while no read is under way. */
  clear(): void {
    this.#before += this.#heard.length;
    this.#heard = [];
  }
}
