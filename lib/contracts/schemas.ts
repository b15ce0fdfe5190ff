import { z } from "zod";
import { Reason } from "@/lib/keys/schemas";
import { isId } from "@/lib/std/id";

const REFERENCE_MAX = 80;
const NOTE_MAX = 2000;
/** The highest ceiling there can be. */
export const QPS_CEILING_MAX = 1_000_000;

const OrgId = z.string().refine((id) => isId("org", id), "This is not an organization.");
const ContractId = z.string().refine((id) => isId("contract", id), "This is not a contract.");
const Moment = z.iso.datetime({ offset: true, error: "Enter a date." });

const Terms = z.strictObject({
  /** The provider's own number of it. */
  reference: z
    .string()
    .trim()
    .min(1, "Give the contract's number.")
    .max(REFERENCE_MAX, `Use at most ${REFERENCE_MAX} characters.`)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, "Use letters, digits and punctuation only."),
  /** ISO 8601 with zone; `null`: from now on. */
  from: Moment.nullable(),
  /** ISO 8601 with zone; `null`: without end. */
  until: Moment.nullable(),
  qpsCeiling: z
    .int("Enter a whole number.")
    .min(1, "Use at least 1.")
    .max(QPS_CEILING_MAX, `Use at most ${QPS_CEILING_MAX}.`)
    .nullable(),
  note: z
    .string()
    .trim()
    .max(NOTE_MAX, `Use at most ${NOTE_MAX} characters.`)
    .refine((text) => !/[^\P{Cc}\n\r\t]|\p{Cs}/u.test(text), "Remove control characters."),
});

/** What adding a contract takes. */
export const AddContractInput = Terms.extend({ orgId: OrgId });
export type AddContractInput = z.output<typeof AddContractInput>;

/** What changing a contract takes: all of it anew. */
export const EditContractInput = Terms.extend({ contractId: ContractId });
export type EditContractInput = z.output<typeof EditContractInput>;

/** Names one contract, to end it now. */
export const EndContractInput = z.strictObject({ contractId: ContractId, reason: Reason.default("") });
export type EndContractInput = z.output<typeof EndContractInput>;
