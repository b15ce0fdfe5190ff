import type { REFUSALS } from "@/lib/edge/verdict";

type Gate = (typeof REFUSALS)[keyof typeof REFUSALS]["gate"];

/** What each gate of the edge looks at, in the order in which a call passes them. */
export const GATE_NAMES = {
  0: "the gateway that asked",
  1: "the request itself, before anything else",
  2: "the path and the method",
  4: "the connection",
  5: "the credential: one, and shaped right",
  6: "looking the credential up",
  7: "whether the secret has ended",
  8: "whether organization and key are on",
  9: "the key’s dates",
  10: "product, access and where the key was sent",
  11: "the key’s restrictions",
  12: "limits and quotas",
  13: "the service behind the product",
} as const satisfies Record<Gate, string>;
