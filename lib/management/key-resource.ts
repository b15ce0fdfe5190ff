import { z } from "zod";
import { BILLING_TYPES } from "@/lib/keys/terms";
import { LIMIT_UNITS } from "@/lib/limits/units";

/** What of a restriction list can be on: nothing, counting only, refusing. */
export const Enforcement = z.enum(["off", "observe", "enforce"], "Choose off, observe or enforce.");

/** A calendar period in UTC that a quota is for. */
export const QuotaPeriod = z.enum(["hour", "day", "month"], "Choose hour, day or month.");
export const QuotaUnit = z.enum(LIMIT_UNITS, "Choose requests, transactions or bytes.");

export const STATUSES = [
  "active",
  "disabled",
  "disabled_by_staff",
  "not_yet_valid",
  "expired",
  "deleted",
] as const;

const Time = z.iso.datetime();
const Lists = z.object({ allow: z.array(z.string()), deny: z.array(z.string()) });

const KeyProduct = z.object({
  product: z.string().meta({ description: "Slug of the product." }),
  classes: z
    .array(
      z.object({
        class: z.string().meta({ description: "Slug of the endpoint class." }),
        qps: z.int().meta({ description: "Queries per second that hold." }),
        source: z
          .enum(["default", "contract", "customer"])
          .meta({ description: "Where `qps` comes from: the class, a contract, or your own lower limit." }),
      }),
    )
    .meta({ description: "The classes the key may call." }),
});

const KeySecret = z.object({
  id: z.string(),
  preview: z
    .string()
    .meta({ description: "The first four and the last four characters.", example: "kw_4fT2…9aQx" }),
  status: z.enum(["current", "awaiting", "retiring", "retired"]),
  retiresAt: Time.nullable(),
  lastUsedAt: Time.nullable(),
});

/** A key as the API shows it: an allow list. */
export const KeyResource = z
  .object({
    id: z.string().meta({ example: "key_4fT2WqLmN0aXcV7bR1sYd9" }),
    name: z.string(),
    status: z.enum(STATUSES),
    billingType: z.enum(BILLING_TYPES),
    products: z.array(KeyProduct),
    access: z.enum(["read", "write"]),
    restrictions: z
      .object({
        domains: z.array(z.string()),
        ips: Lists,
        userAgents: Lists.extend({
          denyKnownBots: z
            .literal(true)
            .optional()
            .meta({ description: "Known bots are denied, too; left out when they are not." }),
        }),
        countries: Lists,
        hours: z.object({
          timeZone: z.string().meta({ example: "Europe/Berlin" }),
          windows: z.array(z.object({ days: z.array(z.string()), from: z.string(), to: z.string() })),
        }),
      })
      .nullable()
      .meta({ description: "Null when what is stored cannot be read; the edge refuses every call then." }),
    enforcement: z
      .object({
        domains: Enforcement,
        ips: Enforcement,
        userAgents: Enforcement,
        countries: Enforcement,
        hours: Enforcement,
      })
      .nullable(),
    quotas: z
      .array(
        z.object({
          unit: QuotaUnit,
          period: QuotaPeriod,
          limit: z.int(),
          product: z.string().optional().meta({ description: "Only in quotas of one class: its product." }),
          class: z.string().optional().meta({ description: "Only in quotas of one class." }),
        }),
      )
      .meta({ description: "Quotas that hold for the whole key or one class, by contract or your own." }),
    allowQueryKey: z
      .boolean()
      .meta({ description: "The key's own setting; the organization can forbid it." }),
    allowNoOrigin: z.boolean().meta({ description: "Calls that name no site pass the domain restriction." }),
    validFrom: Time.nullable(),
    expiresAt: Time.nullable(),
    createdAt: Time,
    createdBy: z.object({ id: z.string(), name: z.string() }).nullable(),
    lastRotatedAt: Time.nullable(),
    lastUsedAt: Time.nullable(),
    secrets: z
      .array(KeySecret)
      .meta({ description: "The live ones first, then those that ended within 30 days." }),
    note: z.string(),
    tags: z.array(z.string()),
    version: z.int().meta({ description: "Raised by every change; also the `ETag`." }),
  })
  .meta({ id: "Key", description: "A key, without its secret." });
export type KeyResource = z.output<typeof KeyResource>;

/** A key with its newest secret in clear: only in the answers to create and rotate. */
export const KeyWithSecret = KeyResource.extend({
  secret: z.string().meta({ description: "The new secret in clear. It is in no other answer." }),
}).meta({ id: "KeyWithSecret", description: "A key and its new secret." });
export type KeyWithSecret = z.output<typeof KeyWithSecret>;
