import { z } from "zod";
import { isId } from "@/lib/std/id";

export const REFUSAL_STYLES = ["problem", "tomtom"] as const;

export const CLASSES_MAX = 20;
export const PATHS_MAX = 50;
/** The Next host takes no longer bodies. */
export const BODY_LIMIT_MAX = 10_000_000;
export const ANSWER_HEADERS_MAX = 20;

/** Part of scopes, of metrics and of what upstreams are told: chosen once. */
const Slug = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, "Use lower-case letters, digits and single hyphens.")
  .max(40, "Use at most 40 characters.");

const name = (max: number) =>
  z.string().trim().min(1, "Enter a name.").max(max, `Use at most ${max} characters.`);

const count = (max: number, least: string) =>
  z
    .int("Enter a whole number.")
    .min(1, least)
    .max(max, `Use at most ${max.toLocaleString("en")}.`);

/** A path pattern as text; whether it can be one, and is free, the product's verbs say. */
const Path = z.string().trim().min(1, "Enter a path.").max(512, "Use at most 512 characters.");

/** Part of a product with its own queries per second and weight. */
export const ClassFields = z.strictObject({
  /** Null: a new one. */
  id: z
    .string()
    .refine((id) => isId("endpointClass", id), "This is not an endpoint class.")
    .nullable(),
  /** Of a class that exists, what it is already. */
  slug: Slug,
  name: name(60),
  defaultQps: count(1_000_000, "At least 1: to stop all calls, disable the product."),
  weightRequests: count(100_000, "Use 1 or more."),
  weightTransactions: count(100_000, "Use 1 or more."),
  paths: z
    .array(Path)
    .min(1, "Add a path. Without one no call is of this class.")
    .max(PATHS_MAX, `Use at most ${PATHS_MAX} paths.`),
});
export type ClassFields = z.output<typeof ClassFields>;

/** What can be set of a product. */
export const ProductFields = z.strictObject({
  name: name(60),
  description: z.string().trim().max(300, "Use at most 300 characters."),
  upstreamId: z.string().refine((id) => isId("upstream", id), "Choose an upstream."),
  refusalStyle: z.enum(REFUSAL_STYLES),
  bodyLimitBytes: count(BODY_LIMIT_MAX, "Use 1 or more."),
  /** Whether a WebSocket handshake is passed on and its connection handed over; otherwise it is refused. */
  allowWebsocket: z.boolean(),
  answerHeaders: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[a-z0-9!#$%&'*+.^_`|~-]{1,60}$/, "This is not the name of a header field."),
    )
    .max(ANSWER_HEADERS_MAX, `Use at most ${ANSWER_HEADERS_MAX} header fields.`),
  /** Products are shown from low to high. */
  position: z.int("Enter a whole number.").min(0, "Use 0 or more.").max(9_999, "Use at most 9,999."),
  classes: z
    .array(ClassFields)
    .min(1, "Add an endpoint class. Without one no call is of this product.")
    .max(CLASSES_MAX, `Use at most ${CLASSES_MAX} endpoint classes.`)
    .superRefine((classes, context) => {
      classes.forEach(({ slug }, at) => {
        if (classes.findIndex((one) => one.slug === slug) === at) return;
        context.addIssue({ code: "custom", path: [at, "slug"], message: "Use each identifier once." });
      });
    }),
});
export type ProductFields = z.output<typeof ProductFields>;

export const CreateProductInput = ProductFields.extend({ slug: Slug });
export type CreateProductInput = z.output<typeof CreateProductInput>;

/** Names one product. */
export const ProductRef = z.strictObject({
  productId: z.string().refine((id) => isId("product", id), "This is not a product."),
});

/** What editing a product takes: all of it, and the version whoever edits has seen. */
export const UpdateProductInput = ProductFields.extend({ ...ProductRef.shape, version: z.int().min(1) });
export type UpdateProductInput = z.output<typeof UpdateProductInput>;

/** What taking a product out of service, and putting it back, takes. */
export const SwitchProductInput = ProductRef.extend({
  reason: z.string().trim().min(1, "Say why.").max(300, "Use at most 300 characters."),
});
export type SwitchProductInput = z.output<typeof SwitchProductInput>;

/** Paths of a product that is being written, saved or not. */
const DraftPaths = z.strictObject({
  /** Null: a new product. */
  productId: ProductRef.shape.productId.nullable(),
  name: z.string().max(60),
  classes: z
    .array(z.strictObject({ name: z.string().max(60), paths: z.array(z.string().max(512)).max(PATHS_MAX) }))
    .max(CLASSES_MAX),
});
export type DraftPaths = z.output<typeof DraftPaths>;

/** What a dry run takes: a path without its query, where a key might be, and the draft that is being written, if any. */
export const DryRunInput = z.strictObject({
  path: z.string().trim().min(1, "Enter a path.").max(2_000, "Use at most 2,000 characters."),
  draft: DraftPaths.nullable(),
});
export type DryRunInput = z.output<typeof DryRunInput>;

/**
 * The path of what somebody pasted: a URL's, or the text up to its query. A key in the query stays where it was pasted.
 */
export function pathOfPasted(pasted: string): string {
  const text = pasted.trim().replace(/^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s+/i, "");
  const withoutHost = text.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "");
  const path = withoutHost.replace(/[?#].*$/s, "");
  return path === "" && text !== "" ? "/" : path;
}
