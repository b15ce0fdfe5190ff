import type { BadgeTone } from "@/components/ui/badge";
import { formatExact } from "@/components/ui/format-number";
import {
  CALLS_DAYS,
  type HygieneGrade,
  type HygieneReason,
  type HygieneReasonKind,
  OLD_DAYS,
  PRODUCTS_FEW,
  UNUSED_DAYS,
} from "@/lib/hygiene/score";
import type { BulkVerb } from "@/lib/keys/bulk/schemas";

/** The word and colour of a grade. */
export const GRADE_WORDS = {
  poor: { word: "Poor", tone: "danger" },
  fair: { word: "Fair", tone: "warn" },
  good: { word: "Good", tone: "ok" },
} as const satisfies Record<HygieneGrade, { word: string; tone: BadgeTone }>;

type ReasonWords = {
  word: string;
  /** Why it matters. */
  why: string;
  /** What mends it for many keys at once; `null`: each needs a look of its own. */
  verb: BulkVerb | null;
};

/** What each reason is called, why it lowers the score, and what mends it. */
export const HYGIENE_WORDS = {
  leaked: {
    word: "Leaked",
    why: "Somebody reported a secret that still works. Rotate the key, then end the old secret.",
    verb: "rotate",
  },
  unrestricted: {
    word: "Unrestricted",
    why: "Whoever has the secret can use it from anywhere. Allow domains, addresses, user agents, countries or hours.",
    verb: "restrict",
  },
  in_query: {
    word: "In URLs",
    why: "URLs end up in logs and histories. Send the key in a header, then refuse it in URLs.",
    verb: "forbid_query",
  },
  many_networks: {
    word: "Many networks",
    why: "Called from more networks than one application usually has, and nothing says from where it may be. Give each application its own key.",
    verb: "restrict",
  },
  old: {
    word: "Old secret",
    why: `In use for ${OLD_DAYS} days or longer. The longer a secret lives, the more places it has been in.`,
    verb: "rotate",
  },
  unused: {
    word: "Unused",
    why: `Not used for ${UNUSED_DAYS} days, yet it works. Disable it; when nobody misses it, delete it.`,
    verb: "disable",
  },
  many_products: {
    word: "Many products",
    why: `Valid for more than ${PRODUCTS_FEW} products. Take away those it does not call.`,
    verb: null,
  },
} as const satisfies Record<HygieneReasonKind, ReasonWords>;

/** What a reason says of one key: `Secret is 212 days old`. */
export function reasonText(reason: HygieneReason): string {
  switch (reason.kind) {
    case "leaked":
      return "A secret that works was reported";
    case "unrestricted":
      return "No restriction is enforced";
    case "in_query":
      return reason.calls > 0
        ? `${countOf(reason.calls, "call")} in URLs in ${CALLS_DAYS} days`
        : `Accepted in URLs, not used there in ${CALLS_DAYS} days`;
    case "many_networks":
      return `Called from ${formatExact(reason.networks)} networks in ${CALLS_DAYS} days`;
    case "old":
      return `Secret is ${formatExact(reason.days)} days old`;
    case "unused":
      return reason.wasUsed
        ? `Not used for ${formatExact(reason.days)} days`
        : `Never used in ${formatExact(reason.days)} days`;
    case "many_products":
      return reason.called < reason.products
        ? `${reason.products} products, ${reason.products - reason.called} not called in ${CALLS_DAYS} days`
        : `${reason.products} products`;
  }
}

function countOf(count: number, noun: string): string {
  return `${formatExact(count)} ${noun}${count === 1 ? "" : "s"}`;
}
