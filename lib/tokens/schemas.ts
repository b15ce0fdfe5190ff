import { z } from "zod";
import { KeyRef } from "@/lib/keys/schemas";

/** `<product slug>:<read|write>` each, as `lib/edge/tokens/scope.ts` reads them. */
const ScopePart = z
  .string()
  .max(110)
  .regex(/^[a-z0-9][a-z0-9._-]*:(?:read|write)$/, "A scope is a product and read or write.");

/** What minting a test token takes: a key of the organization, and what the token may do of what the key may. */
export const MintTestTokenInput = z.strictObject({
  keyId: KeyRef.shape.keyId,
  scope: z.array(ScopePart).min(1, "Choose at least one product.").max(50, "Choose at most 50 products."),
});
export type MintTestTokenInput = z.output<typeof MintTestTokenInput>;
