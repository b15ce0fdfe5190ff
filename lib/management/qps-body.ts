import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { QpsWish, WriteQpsInput } from "@/lib/qps/schemas";

const { keyId, wantedQps, from, until, reason, expectedPeak, contact } = QpsWish.shape;
const Name = z.string().min(1).max(64);

/** A wish in the API's words. */
export const QpsBody = z.strictObject({
  key: keyId.meta({ description: "ID of the key." }),
  product: Name.meta({ description: "Slug or ID of the product." }),
  class: Name.optional().meta({
    description: "Slug or ID of the endpoint class; can be left out where the product has one.",
  }),
  qps: wantedQps.meta({ description: "Queries per second that are asked for." }),
  from: from.meta({ description: "When it should begin; null: as soon as it is approved." }),
  until: until.meta({ description: "When it should end; null: without an end." }),
  reason: reason.meta({ description: "What it is for. It decides most requests." }),
  expectedPeak: expectedPeak.meta({ description: "Calls per second expected at the busiest moment." }),
  contact: contact.meta({ description: "Whom the provider can ask, and how." }),
});
export type QpsBody = z.output<typeof QpsBody>;

/**
 * A body as the verb takes it.
 * @throws {DomainError} `invalid_input` for names that are nothing's, and for an end before the beginning.
 */
export async function qpsInput(client: Pick<Tx, "product">, body: QpsBody): Promise<WriteQpsInput> {
  const { key, product, class: className, qps, ...rest } = body;
  const classId = await resolveClass(client, { product, className });
  const wish = QpsWish.safeParse({ ...rest, keyId: key, classId, wantedQps: qps });
  if (!wish.success) {
    // Each field was parsed before; what is left is how they fit together.
    throw new DomainError("invalid_input", {
      fields: { until: wish.error.issues.map(({ message }) => message) },
    });
  }
  return WriteQpsInput.parse({ request: null, wish: wish.data });
}

/** The ID of an endpoint class by the names of the API. @throws {DomainError} `invalid_input` at the name that is nothing's. */
export async function resolveClass(
  client: Pick<Tx, "product">,
  { product, className }: { product: string; className: string | undefined },
): Promise<string> {
  const found = await client.product.findFirst({
    where: { OR: [{ slug: product }, { id: product }] },
    select: { classes: { select: { id: true, slug: true } } },
  });
  if (found === null) throw fault("product", "There is no such product.");
  const { classes } = found;
  const [only] = classes;
  if (className === undefined) {
    if (only !== undefined && classes.length === 1) return only.id;
    throw fault("class", `Name one of its endpoint classes: ${classes.map(({ slug }) => slug).join(", ")}.`);
  }
  const named = classes.find(({ id, slug }) => id === className || slug === className);
  if (named === undefined) throw fault("class", "This product has no such endpoint class.");
  return named.id;
}

function fault(field: string, sentence: string): DomainError {
  return new DomainError("invalid_input", { fields: { [field]: [sentence] } });
}
