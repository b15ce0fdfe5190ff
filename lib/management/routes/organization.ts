import { z } from "zod";
import { ROLES } from "@/lib/members/permissions";
import { AuditItem, listAuditItems } from "../list-audit";
import { listMembersPage } from "../list-members";
import { PageQuery, pageOf } from "../page";
import { type Route, readRoute } from "../route";

const Member = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(ROLES),
    joinedAt: z.iso.datetime(),
    isDisabled: z.boolean().meta({ description: "The account cannot sign in." }),
  })
  .meta({ id: "Member" });

const members = readRoute({
  method: "GET",
  path: "/members",
  operationId: "listMembers",
  group: "Organization",
  summary: "List members",
  description: "In the order in which they joined.",
  scope: "members:read",
  params: z.strictObject({}),
  query: PageQuery,
  answer: pageOf(Member),
  errors: [],
  run: async ({ ctx, query }) => ({ body: await listMembersPage(ctx, query) }),
});

const audit = readRoute({
  method: "GET",
  path: "/audit",
  operationId: "listAudit",
  group: "Organization",
  summary: "List the audit log",
  description: "The newest first. Never holds a secret.",
  scope: "audit:read",
  params: z.strictObject({}),
  query: PageQuery.extend({
    action: z.string().max(60).optional().meta({ example: "key.rotated" }),
    targetId: z.string().max(60).optional().meta({ description: "What it was done to, a key ID say." }),
    actorId: z.string().max(60).optional().meta({ description: "Who did it: a member or a token." }),
    from: z.iso.datetime({ offset: true }).optional(),
    to: z.iso.datetime({ offset: true }).optional(),
  }),
  answer: pageOf(AuditItem),
  errors: [],
  run: async ({ ctx, query }) => ({ body: await listAuditItems(ctx, query) }),
});

/** Who belongs to the organization, and what was done in it. */
export const ORGANIZATION_ROUTES: readonly Route[] = [members, audit];
