import {
  ArrowLeftRight,
  CircleCheck,
  CircleSlash,
  Link2Off,
  type LucideIcon,
  ShieldCheck,
  Trash2,
  Undo2,
} from "lucide-react";
import type { BulkVerb } from "@/lib/keys/bulk/schemas";

type Words = {
  icon: LucideIcon;
  /** "Disable": alone on a button. */
  verb: string;
  /** Around the number of keys where it does not just follow the verb: "Refuse" 12 keys "in URLs". */
  around?: readonly [string, string];
  /** "disabled": after "will be". */
  done: string;
  /** "enabled again": the same after it was taken back; empty where that cannot be. */
  undone: string;
  /** What it means for whoever uses the keys. */
  means: string;
  isDanger: boolean;
};

/** What each operation on many keys is called, in the order it is offered. */
export const BULK_WORDS = {
  disable: {
    icon: CircleSlash,
    verb: "Disable",
    done: "disabled",
    undone: "enabled again",
    means:
      "Every call with these keys is refused from then on. Nothing of them is lost: enable them and they work as before.",
    isDanger: true,
  },
  enable: {
    icon: CircleCheck,
    verb: "Enable",
    done: "enabled",
    undone: "disabled again",
    means: "These keys work again as far as their dates, restrictions and limits let them.",
    isDanger: false,
  },
  rotate: {
    icon: ArrowLeftRight,
    verb: "Rotate",
    done: "rotated",
    undone: "put back to the old secret",
    means:
      "Each key gets a new secret. Move its clients before the old one ends; then it cannot be brought back.",
    isDanger: false,
  },
  restrict: {
    icon: ShieldCheck,
    verb: "Restrict",
    done: "restricted",
    undone: "put back",
    means: "One restriction of each key is changed; its others stay as they are.",
    isDanger: false,
  },
  delete: {
    icon: Trash2,
    verb: "Delete",
    done: "deleted",
    undone: "restored",
    means:
      "Every call with these keys is refused at once. They go to the trash and can be restored for 30 days.",
    isDanger: true,
  },
  forbid_query: {
    icon: Link2Off,
    verb: "Refuse in URLs",
    around: ["Refuse", "in URLs"],
    done: "refused in URLs",
    undone: "accepted in URLs again",
    means:
      "Calls that carry one of these keys as ?key= are refused from then on. Calls that send it in a header go on.",
    isDanger: false,
  },
  cancel_rotation: {
    icon: Undo2,
    verb: "Cancel rotation",
    around: ["Cancel the rotation of", ""],
    done: "put back to the old secret",
    undone: "",
    means:
      "The old secret of each key is the current one again and the new one ends. Possible while nobody uses the new one.",
    isDanger: false,
  },
} as const satisfies Record<BulkVerb, Words>;

export const BULK_VERBS = [
  "disable",
  "enable",
  "rotate",
  "restrict",
  "delete",
  "forbid_query",
  "cancel_rotation",
] as const satisfies BulkVerb[];
/** So many of them have a button of their own where there is room; the others are under "More". */
export const BULK_BUTTONS = 5;

/** `Disable 12 keys`, `Refuse 12 keys in URLs`; `Disable keys` while nobody knows how many. */
export function bulkTitle(verb: BulkVerb, count: number | null): string {
  const words: Words = BULK_WORDS[verb];
  const [before, after] = words.around ?? [words.verb, ""];
  return `${before} ${count === null ? "keys" : countKeys(count)} ${after}`.trim();
}

/** `1 key`, `12 keys`. */
export function countKeys(count: number): string {
  return count === 1 ? "1 key" : `${count.toLocaleString("en")} keys`;
}
