import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import type { OrgContext } from "@/lib/orgs/context";
import { answerQpsQuestion } from "@/lib/qps/answer";
import { commentOnQpsRequest } from "@/lib/qps/comment";
import { readQpsRequest } from "@/lib/qps/get";
import { QPS_PHASES } from "@/lib/qps/phase";
import { saveQpsDraft } from "@/lib/qps/save-draft";
import { QpsRequestRef, QpsWish, SayQpsInput, WithdrawQpsInput } from "@/lib/qps/schemas";
import { submitQpsRequest } from "@/lib/qps/submit";
import { submitQpsDraft } from "@/lib/qps/submit-draft";
import { withdrawQpsRequest } from "@/lib/qps/withdraw";
import { onlyVersion } from "../etag";
import { listQpsPage } from "../list-qps";
import { PageQuery, pageOf } from "../page";
import { QpsBody, qpsInput } from "../qps-body";
import { QpsRequestResource, QpsRequestSummary, qpsResourceOf } from "../qps-resource";
import { type Answered, changeRoute, type Route, readRoute } from "../route";
import { NoQuery } from "./key-params";

const RequestParams = z.strictObject({
  requestId: QpsRequestRef.shape.requestId.meta({
    description: "ID of a QPS request.",
    example: "qpr_4fT2WqLmN0aXcV7bR1sYd9",
  }),
});
const Said = z.strictObject({ body: SayQpsInput.shape.body });

async function answerWith(
  client: Tx,
  ctx: OrgContext,
  requestId: string,
): Promise<Answered<QpsRequestResource>> {
  const details = await readQpsRequest(client, ctx, { requestId });
  return { body: qpsResourceOf(details), version: details.version };
}

const list = readRoute({
  method: "GET",
  path: "/qps-requests",
  operationId: "listQpsRequests",
  group: "QPS",
  summary: "List QPS requests",
  description: "Drafts included, the newest first.",
  scope: "qps:read",
  params: z.strictObject({}),
  query: PageQuery.extend({
    status: z.enum(QPS_PHASES).optional(),
    key: QpsWish.shape.keyId.optional().meta({ description: "ID of a key." }),
  }),
  answer: pageOf(QpsRequestSummary),
  errors: [],
  run: async ({ ctx, query }) => ({ body: await listQpsPage(ctx, query) }),
});

const create = changeRoute({
  method: "POST",
  path: "/qps-requests",
  operationId: "createQpsRequest",
  group: "QPS",
  summary: "Ask for another QPS",
  description:
    "More or less than what was agreed, for one key in one endpoint class. What calls of the last 14 days show is sent along. With `isDraft` it is kept and not sent. Enterprise organizations only.",
  scope: "qps:request",
  status: 201,
  params: z.strictObject({}),
  query: NoQuery,
  body: QpsBody.extend({
    isDraft: z.boolean().default(false).meta({ description: "Keep it, do not send it." }),
  }),
  answer: QpsRequestResource,
  audits: "qps_request.submitted",
  errors: ["not_found", "enterprise_only", "request_open", "limit_reached"],
  run: async ({ ctx, client, body: { isDraft, ...body } }) => {
    const input = await qpsInput(client, body);
    const { id } = isDraft ? await saveQpsDraft(ctx, input) : await submitQpsRequest(ctx, input);
    return { ...(await answerWith(client, ctx, id)), location: `/qps-requests/${id}` };
  },
});

const get = readRoute({
  method: "GET",
  path: "/qps-requests/{requestId}",
  operationId: "getQpsRequest",
  group: "QPS",
  summary: "Get a QPS request",
  description: "With everything that was said about it.",
  scope: "qps:read",
  params: RequestParams,
  query: NoQuery,
  answer: QpsRequestResource,
  errors: ["not_found"],
  run: ({ ctx, client, params }) => answerWith(client, ctx, params.requestId),
});

const submit = changeRoute({
  method: "POST",
  path: "/qps-requests/{requestId}/submit",
  operationId: "submitQpsRequest",
  group: "QPS",
  summary: "Send a draft",
  description: "As it is, with what calls show now.",
  scope: "qps:request",
  status: 200,
  params: RequestParams,
  query: NoQuery,
  body: z.strictObject({}),
  answer: QpsRequestResource,
  audits: "qps_request.submitted",
  errors: ["not_found", "enterprise_only", "not_a_draft", "request_open", "version_mismatch"],
  run: async ({ ctx, client, params, ifMatch }) => {
    await submitQpsDraft(ctx, { ...params, version: onlyVersion(ifMatch) });
    return answerWith(client, ctx, params.requestId);
  },
});

const answer = changeRoute({
  method: "POST",
  path: "/qps-requests/{requestId}/answer",
  operationId: "answerQpsQuestion",
  group: "QPS",
  summary: "Answer the provider's question",
  description: "The promised time of a decision goes on from where it stood.",
  scope: "qps:request",
  status: 200,
  params: RequestParams,
  query: NoQuery,
  body: Said,
  answer: QpsRequestResource,
  audits: "qps_request.answered",
  errors: ["not_found", "no_question", "limit_reached", "version_mismatch"],
  run: async ({ ctx, client, params, body, ifMatch }) => {
    await answerQpsQuestion(ctx, { ...params, ...body, version: onlyVersion(ifMatch) });
    return answerWith(client, ctx, params.requestId);
  },
});

const comment = changeRoute({
  method: "POST",
  path: "/qps-requests/{requestId}/comments",
  operationId: "commentOnQpsRequest",
  group: "QPS",
  summary: "Comment on a QPS request",
  description: "At any time after it was sent; it changes nothing.",
  scope: "qps:request",
  status: 200,
  params: RequestParams,
  query: NoQuery,
  body: Said,
  answer: QpsRequestResource,
  audits: "qps_request.commented",
  errors: ["not_found", "request_closed", "limit_reached"],
  run: async ({ ctx, client, params, body }) => {
    await commentOnQpsRequest(ctx, { ...params, ...body });
    return answerWith(client, ctx, params.requestId);
  },
});

const withdraw = changeRoute({
  method: "POST",
  path: "/qps-requests/{requestId}/withdraw",
  operationId: "withdrawQpsRequest",
  group: "QPS",
  summary: "Withdraw a QPS request",
  description: "Before it is decided; a draft is thrown away.",
  scope: "qps:request",
  status: 200,
  params: RequestParams,
  query: NoQuery,
  body: z.strictObject({
    reason: WithdrawQpsInput.shape.reason.meta({ description: "Goes into the audit log." }),
  }),
  answer: QpsRequestResource,
  audits: "qps_request.withdrawn",
  errors: ["not_found", "request_closed", "version_mismatch"],
  run: async ({ ctx, client, params, body, ifMatch }) => {
    await withdrawQpsRequest(ctx, { ...params, ...body, version: onlyVersion(ifMatch) });
    return answerWith(client, ctx, params.requestId);
  },
});

/** Requests for another QPS. */
export const QPS_REQUEST_ROUTES: readonly Route[] = [list, create, get, submit, answer, comment, withdraw];
