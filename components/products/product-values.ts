import { z } from "zod";
import type { StaffProduct } from "@/lib/products/list-all";
import { ClassFields, CreateProductInput, ProductFields, type REFUSAL_STYLES } from "@/lib/products/schemas";
import { typedNumber } from "./typed-number";

/** A list as it is typed; what is wrong is told of the whole field. */
const listed = (split: RegExp, list: z.ZodType<string[], string[]>, unit: string) =>
  z.string().transform((text, context): string[] => {
    const entries = entriesOf(text, split);
    const parsed = list.safeParse(entries);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const at = issue?.path[0];
    context.addIssue(
      typeof at === "number"
        ? `${unit} ${at + 1}: ${issue?.message}`
        : (issue?.message ?? "Look at this list."),
    );
    return z.NEVER;
  });

const { shape } = ProductFields;

const ClassForm = z.object({
  id: ClassFields.shape.id,
  slug: ClassFields.shape.slug,
  name: ClassFields.shape.name,
  defaultQps: typedNumber(ClassFields.shape.defaultQps),
  weightRequests: typedNumber(ClassFields.shape.weightRequests),
  weightTransactions: typedNumber(ClassFields.shape.weightTransactions),
  paths: listed(/\n/, ClassFields.shape.paths, "Line"),
});

/** The form of a product: numbers and lists as text. */
export const ProductForm = z.object({
  slug: CreateProductInput.shape.slug,
  name: shape.name,
  description: shape.description,
  upstreamId: shape.upstreamId,
  refusalStyle: shape.refusalStyle,
  bodyLimitBytes: typedNumber(shape.bodyLimitBytes),
  allowWebsocket: shape.allowWebsocket,
  answerHeaders: listed(/[\s,]+/, shape.answerHeaders, "Name"),
  position: typedNumber(shape.position),
  classes: z.array(ClassForm).min(1, "Add an endpoint class. Without one no call is of this product."),
});
export type ProductValues = z.input<typeof ProductForm>;
export type ProductWish = z.output<typeof ProductForm>;
export type ClassValues = ProductValues["classes"][number];

export const NEW_CLASS: ClassValues = {
  id: null,
  slug: "",
  name: "",
  defaultQps: "5",
  weightRequests: "1",
  weightTransactions: "1",
  paths: "",
};

/** What a new product starts with. */
export function newProductValues(upstreamId: string, position: number): ProductValues {
  return {
    slug: "",
    name: "",
    description: "",
    upstreamId,
    refusalStyle: "problem" satisfies (typeof REFUSAL_STYLES)[number],
    bodyLimitBytes: "10000000",
    allowWebsocket: false,
    answerHeaders: "",
    position: String(position),
    classes: [{ ...NEW_CLASS, slug: "default", name: "All calls" }],
  };
}

/** A product as its form has it. */
export function productValues(product: StaffProduct): ProductValues {
  const { slug, name, description, upstreamId, refusalStyle, bodyLimitBytes, allowWebsocket, answerHeaders } =
    product;
  return {
    slug,
    name,
    description,
    upstreamId,
    refusalStyle,
    bodyLimitBytes: String(bodyLimitBytes),
    allowWebsocket,
    answerHeaders: answerHeaders.join(", "),
    position: String(product.position),
    classes: product.classes.map(({ paths, defaultQps, weightRequests, weightTransactions, ...one }) => ({
      id: one.id,
      slug: one.slug,
      name: one.name,
      defaultQps: String(defaultQps),
      weightRequests: String(weightRequests),
      weightTransactions: String(weightTransactions),
      paths: paths.join("\n"),
    })),
  };
}

/** The entries of a list as it is typed. */
export function entriesOf(text: string, split: RegExp): string[] {
  return text
    .split(split)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/** Server's sentences by the field of the form they belong to: a path's go to the list it stands in, with its line. */
export function faultsByField(fields: Readonly<Record<string, readonly string[]>>): [string, string][] {
  const found = new Map<string, string[]>();
  for (const [name, sentences] of Object.entries(fields)) {
    const [, list, line] = /^(classes\.\d+\.paths)\.(\d+)$/.exec(name) ?? [];
    const field = list ?? name;
    const told = sentences.map((one) => (line === undefined ? one : `Line ${Number(line) + 1}: ${one}`));
    found.set(field, [...(found.get(field) ?? []), ...told]);
  }
  return [...found].map(([field, told]) => [field, told.join(" ")]);
}
