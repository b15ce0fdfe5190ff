import { z } from "zod";
import { Policies } from "@/lib/orgs/policies/schemas";

const { maxKeys, maxKeyAgeDays, rotateEveryDays } = Policies.shape;

/** A number as typed; empty is none. */
function typed<T extends typeof maxKeys>(number: T) {
  return z
    .string()
    .trim()
    .transform((text) => (text === "" ? null : Number(text)))
    .pipe(number);
}

/** The policies of the form; the default restrictions have a page of their own. */
export const PolicyForm = Policies.omit({ defaultRestrictions: true }).extend({
  maxKeys: typed(maxKeys),
  maxKeyAgeDays: typed(maxKeyAgeDays),
  rotateEveryDays: typed(rotateEveryDays),
});
