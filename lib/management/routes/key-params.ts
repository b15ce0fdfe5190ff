import { z } from "zod";
import { KeyRef } from "@/lib/keys/schemas";

/** The path parameter of every route about one key. */
export const KeyParams = z.strictObject({
  keyId: KeyRef.shape.keyId.meta({ description: "ID of a key.", example: "key_4fT2WqLmN0aXcV7bR1sYd9" }),
});

/** Of a route that takes no query. */
export const NoQuery = z.strictObject({});
