import { ArrowLeftRight, CircleCheck, CircleSlash, type LucideIcon, ShieldCheck, Trash2 } from "lucide-react";
import type { BulkVerb } from "@/lib/keys/bulk/schemas";

type Words = {
  icon: LucideIcon;
  /** "Disable": before the number of keys, and alone on a button. */
  verb: string;
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
    undone: "",
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
} as const satisfies Record<BulkVerb, Words>;

export const BULK_VERBS = ["disable", "enable", "rotate", "restrict", "delete"] as const satisfies BulkVerb[];

/** `1 key`, `12 keys`. */
export function countKeys(count: number): string {
  return count === 1 ? "1 key" : `${count.toLocaleString("en")} keys`;
}
