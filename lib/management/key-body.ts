import { z } from "zod";
import { CreateKeyInput } from "@/lib/keys/create-schema";
import { EditKeyInput } from "@/lib/keys/edit-schema";
import { COUNTRIES_MAX, ENTRIES_MAX } from "@/lib/keys/restriction-entries";
import { BILLING_TYPES } from "@/lib/keys/terms";
import { LIMIT_VALUE_MAX, LIMITS_MAX } from "@/lib/limits/schemas";
import { Enforcement, QuotaPeriod, QuotaUnit } from "./key-resource";

const Slug = z.string().min(1).max(64);
const PRODUCTS_MAX = 50;
const CLASSES_MAX = 50;

const Limit = z
  .int("Enter a whole number.")
  .min(1, "To stop a key, disable it.")
  .max(LIMIT_VALUE_MAX, "This is more than a limit can be.");

const Products = z
  .array(
    z.strictObject({
      product: Slug.meta({ description: "Slug or ID of a product.", example: "map-display" }),
      classes: z
        .array(
          z.strictObject({
            class: Slug.meta({ description: "Slug or ID of an endpoint class of the product." }),
            qps: Limit.nullable().optional().meta({
              description:
                "Your own, lower limit; null removes it, and left out it stays. At most what was agreed.",
            }),
          }),
        )
        .min(1, "Name at least one class, or leave classes out for all of them.")
        .max(CLASSES_MAX)
        .optional()
        .meta({
          description: "Left out, or all of them: every class of the product, those to come included.",
        }),
    }),
  )
  .min(1, "Choose at least one product.")
  .max(PRODUCTS_MAX, `Choose at most ${PRODUCTS_MAX} products.`);
export type ProductsBody = z.output<typeof Products>;

const list = (max = ENTRIES_MAX) => z.array(z.string().max(301)).max(max, `List at most ${max} entries.`);
const lists = (max = ENTRIES_MAX) =>
  z.strictObject({ allow: list(max).optional(), deny: list(max).optional() });

const RestrictionsBody = z.strictObject({
  domains: list()
    .optional()
    .meta({ example: ["example.com", "*.example.com"] }),
  ips: lists().optional(),
  userAgents: lists().extend({ denyKnownBots: z.boolean().optional() }).optional(),
  countries: lists(COUNTRIES_MAX).optional(),
  hours: z
    .strictObject({
      timeZone: z.string().max(64).optional(),
      windows: z
        .array(z.strictObject({ days: z.array(z.string()), from: z.string(), to: z.string() }))
        .max(50)
        .optional(),
    })
    .optional(),
});
export type RestrictionsBody = z.output<typeof RestrictionsBody>;

const EnforcementBody = z.strictObject({
  domains: Enforcement.optional(),
  ips: Enforcement.optional(),
  userAgents: Enforcement.optional(),
  countries: Enforcement.optional(),
  hours: Enforcement.optional(),
});
export type EnforcementBody = z.output<typeof EnforcementBody>;

const Quota = z
  .strictObject({
    unit: QuotaUnit,
    period: QuotaPeriod,
    limit: Limit,
    product: Slug.optional().meta({
      description:
        "With `class`: only calls of that endpoint class count. Slug or ID of a product of the key.",
    }),
    class: Slug.optional().meta({ description: "Slug or ID of an endpoint class of `product`." }),
  })
  .refine(({ product, class: className }) => (product === undefined) === (className === undefined), {
    path: ["class"],
    error: "Name the product and its class, or neither.",
  });

const Quotas = z
  .array(Quota)
  .max(LIMITS_MAX, `List at most ${LIMITS_MAX} quotas.`)
  .refine(
    (quotas) =>
      new Set(quotas.map(({ unit, period, ...of }) => `${unit} ${period} ${of.product} ${of.class}`)).size ===
      quotas.length,
    "Name each unit and period once, or once per class.",
  );
export type QuotasBody = z.output<typeof Quotas>;

const RESTRICTIONS_WORDS =
  "Lists left out stay. A list set without its enforcement is enforced; an emptied one is off.";

const shared = {
  restrictions: RestrictionsBody.optional().meta({ description: RESTRICTIONS_WORDS }),
  enforcement: EnforcementBody.optional(),
  quotas: Quotas.optional().meta({
    description: "Your own quotas, of the whole key and of single classes: all of them.",
  }),
  allowNoOrigin: z.boolean().optional(),
};

/** What creating a key over the API takes. */
export const CreateKeyBody = z
  .strictObject({
    name: CreateKeyInput.shape.name,
    products: Products,
    billingType: z
      .enum(BILLING_TYPES, "Choose a billing type.")
      .optional()
      .meta({ description: "Left out: the first one that the organization can use." }),
    access: CreateKeyInput.shape.access,
    allowQueryKey: CreateKeyInput.shape.allowQueryKey,
    validFrom: CreateKeyInput.shape.validFrom,
    expiresAt: CreateKeyInput.shape.expiresAt,
    note: CreateKeyInput.shape.note,
    tags: CreateKeyInput.shape.tags,
    ...shared,
  })
  .meta({ id: "CreateKey" });
export type CreateKeyBody = z.output<typeof CreateKeyBody>;

/** What changing a key over the API takes; what is left out stays. */
export const EditKeyBody = z
  .strictObject({
    name: EditKeyInput.shape.name,
    products: Products.optional().meta({ description: "All of the key's products." }),
    billingType: EditKeyInput.shape.billingType,
    access: EditKeyInput.shape.access,
    allowQueryKey: EditKeyInput.shape.allowQueryKey,
    validFrom: EditKeyInput.shape.validFrom,
    expiresAt: EditKeyInput.shape.expiresAt,
    note: EditKeyInput.shape.note,
    tags: EditKeyInput.shape.tags,
    ...shared,
    reason: EditKeyInput.shape.reason.meta({ description: "Goes into the audit log." }),
  })
  .meta({ id: "EditKey" });
export type EditKeyBody = z.output<typeof EditKeyBody>;
