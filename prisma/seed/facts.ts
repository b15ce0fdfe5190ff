import { z } from "zod";

/** What a person needs to use the demo. Holds working passwords and secrets: written 0600, never logged. */
export const DemoFacts = z.object({
  accounts: z.array(
    z.object({
      email: z.string(),
      password: z.string(),
      role: z.string(),
      /** Slug of the organization, empty for the provider's staff. */
      org: z.string(),
      /** What this person can do, in a few words. */
      can: z.string().default(""),
      /** What an authenticator app is given, base32; the provider's staff have a second factor. */
      totp: z.string().optional(),
    }),
  ),
  /** Active keys only. First, for each product, a key without restrictions that takes the query. */
  keys: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      org: z.string(),
      secret: z.string(),
      products: z.array(z.string()),
    }),
  ),
  /** A management token of each organization, with every scope. */
  tokens: z.array(z.object({ org: z.string(), token: z.string() })).default([]),
});

export type DemoFacts = z.output<typeof DemoFacts>;
