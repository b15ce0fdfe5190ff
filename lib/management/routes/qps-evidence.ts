import { z } from "zod";
import { DomainError } from "@/lib/errors/domain-error";
import { getQpsForm } from "@/lib/qps/form";
import { QpsWish } from "@/lib/qps/schemas";
import { whatIf } from "@/lib/qps/what-if";
import { resolveClass } from "../qps-body";
import { QpsEvidenceOut } from "../qps-resource";
import { type Route, readRoute } from "../route";
import { KeyParams } from "./key-params";

const Name = z.string().min(1).max(64);

const evidence = readRoute({
  method: "GET",
  path: "/keys/{keyId}/qps-evidence",
  operationId: "getQpsEvidence",
  group: "QPS",
  summary: "See what another QPS would have done",
  description:
    "What calls of the last 14 days show for a key in an endpoint class, and how many of them another limit would have refused.",
  scope: "qps:read",
  params: KeyParams,
  query: z.strictObject({
    product: Name.optional().meta({
      description: "Slug or ID of the product; can be left out where the key can call one endpoint class.",
    }),
    class: Name.optional().meta({
      description: "Slug or ID of the endpoint class; can be left out where the product has one.",
    }),
    qps: z.coerce
      .number()
      .pipe(QpsWish.shape.wantedQps)
      .optional()
      .meta({ description: "Another limit to replay the calls against." }),
  }),
  answer: QpsEvidenceOut.extend({
    key: z.string(),
    classId: z.string(),
    qps: z.int().meta({ description: "Queries per second that hold." }),
    agreed: z.int().meta({ description: "What was agreed; yours can be lower." }),
    ceiling: z.int().nullable().meta({ description: "The most the contract allows; null: no ceiling." }),
    openRequest: z.string().nullable().meta({ description: "ID of the request that is open." }),
    whatIf: z
      .object({
        qps: z.int(),
        breaches: z.int(),
        seconds: z.int().meta({ description: "Seconds in which it would have refused any." }),
        isExact: z
          .boolean()
          .meta({ description: "False: a few calls off, for a limit far below the traffic." }),
      })
      .nullable(),
  }).meta({ id: "QpsEvidence" }),
  errors: ["not_found"],
  run: async ({ ctx, client, params, query }) => {
    const { product, class: className, qps } = query;
    const classId = product === undefined ? null : await resolveClass(client, { product, className });
    const { chosen, ceiling } = await getQpsForm(ctx, { ...params, classId });
    if (chosen === null) {
      const sentence = "Name the product: the key can call more than one endpoint class, or none.";
      throw new DomainError("invalid_input", { fields: { product: [sentence] } });
    }
    const replay = qps === undefined ? null : whatIf(chosen.demand, qps);
    return {
      body: {
        ...chosen.evidence,
        key: params.keyId,
        classId: chosen.classId,
        qps: chosen.qps,
        agreed: chosen.agreed,
        ceiling,
        openRequest: chosen.openRequestId,
        whatIf: replay && { ...replay, qps: replay.limit },
      },
    };
  },
});

/** What past calls say about a limit. */
export const QPS_EVIDENCE_ROUTES: readonly Route[] = [evidence];
