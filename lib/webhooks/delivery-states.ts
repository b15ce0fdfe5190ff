/** What the log of a webhook can be narrowed to. */
export const DELIVERY_STATES = ["waiting", "arrived", "given_up"] as const;
