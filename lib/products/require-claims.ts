import type { Tx } from "@/lib/db/client";
import { mayBeExtra } from "@/lib/edge/answer-headers";
import { DomainError } from "@/lib/errors/domain-error";
import { type Claim, claimFaults } from "./claims";
import type { ProductFields } from "./schemas";

type Classes = readonly { readonly name: string; readonly paths: readonly string[] }[];

/**
 * Lets a product have these paths: each can be one, and none ties with another of any product in service. Under
 * `lockProducts`, so that it stays true.
 * @throws {DomainError} `invalid_input`, at each path.
 */
export async function requireClaims(
  tx: Tx,
  product: { id: string; name: string; classes: Classes },
): Promise<void> {
  const rows = await tx.product.findMany({
    where: { disabledAt: null, id: { not: product.id } },
    select: { name: true, classes: { select: { name: true, paths: true } } },
  });
  const places = product.classes.flatMap(({ paths }, classAt) =>
    paths.map((_, pathAt) => `classes.${classAt}.paths.${pathAt}`),
  );
  const faults = claimFaults(claimsOf(product), rows.flatMap(claimsOf));
  if (faults.length === 0) return;
  throw new DomainError("invalid_input", {
    fields: Object.fromEntries(faults.map(({ at, reason }) => [places[at] ?? "classes", [reason]])),
  });
}

/** The paths of a product, each with whose it is. */
export function claimsOf({ name, classes }: { name: string; classes: Classes }): Claim[] {
  return classes.flatMap((one) => one.paths.map((path) => ({ path, owner: `${name} (${one.name})` })));
}

/**
 * Lets an upstream be there, and answer headers be passed on that do no harm.
 * @throws {DomainError} `invalid_input`.
 */
export async function requireParts(
  tx: Tx,
  { upstreamId, answerHeaders }: Pick<ProductFields, "upstreamId" | "answerHeaders">,
): Promise<void> {
  if ((await tx.upstream.count({ where: { id: upstreamId } })) === 0) {
    throw new DomainError("invalid_input", {
      fields: { upstreamId: ["This upstream does not exist any more. Choose another one."] },
    });
  }
  const refused = answerHeaders.filter((name) => !mayBeExtra(name));
  if (refused.length === 0) return;
  throw new DomainError("invalid_input", {
    fields: {
      answerHeaders: [
        `${refused.join(", ")}: the edge sets this itself, or it would act on the dashboard, so it is never passed on.`,
      ],
    },
  });
}
