import { DomainError, isDomainError } from "@/lib/errors/domain-error";
import { limitFields } from "./wanted-limits";
import { restrictionFields } from "./wanted-restrictions";

/** Runs a verb, and gives what it says about fields the names that the body has for them. */
export async function withApiFields<T>(limitFieldOf: readonly string[], run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (!isDomainError(cause) || cause.fields === undefined) throw cause;
    const fields = limitFields(restrictionFields(cause.fields), limitFieldOf);
    throw new DomainError(cause.code, { message: cause.message, fields, cause });
  }
}
