import type { Permission, StaffPermission } from "@/lib/members/permissions";
import { callAt, type Place } from "./action-row";
import { planAt } from "./console-actions";
import { qpsDraftAt, qpsPendingAt } from "./qps-at";
import { webhookAt } from "./webhook-actions";

/** What stands for `[name]` in a route; `[org]` and `[keyId]` are known without it. */
type Params = (place: Place) => Promise<Record<string, string>>;

/** Who a page is for, and what becomes of a member who lacks the permission. */
export type PageRow =
  | { readonly for: "anyone" }
  | { readonly for: "the signed in" }
  | { readonly for: Permission; readonly without?: "a page that says so" | "404"; readonly params?: Params }
  /** A page of the provider's staff: 404 for customers and for staff without the permission; `any`: for all staff. */
  | { readonly staff: StaffPermission | "any"; readonly params?: Params; readonly query?: string };

const anyone: PageRow = { for: "anyone" };
const keyReaders: PageRow = { for: "keys:read" };

/** Every page there is, by its route. One that is missing here, or is here and gone, fails the suite. */
export const PAGES: Readonly<Record<string, PageRow>> = {
  "/": anyone,
  "/docs": anyone,
  "/docs/api": anyone,
  "/docs/authentication": anyone,
  "/docs/errors": anyone,
  "/docs/first-call": anyone,
  "/docs/gateways": anyone,
  "/docs/leaks": anyone,
  "/docs/limits": anyone,
  "/docs/metrics": anyone,
  "/docs/tokens": anyone,
  "/docs/verify": anyone,
  "/docs/webhooks": anyone,
  "/docs/guides": anyone,
  "/docs/guides/front-ends": anyone,
  "/docs/guides/leak": anyone,
  "/docs/guides/one-key-per-application": anyone,
  "/docs/guides/read-and-write": anyone,
  "/docs/guides/rotation": anyone,
  "/docs/guides/storing-keys": anyone,
  "/docs/guides/tls-and-domains": anyone,
  "/sign-in": anyone,
  "/sign-up": anyone,
  "/forgot-password": anyone,
  "/reset-password": anyone,
  "/verify-email": anyone,
  "/invite": anyone,
  "/why": anyone,
  "/why/[requestId]": anyone,

  "/account": { for: "the signed in" },
  "/account/second-factor": { for: "the signed in" },
  "/new-org": { for: "the signed in" },
  "/o": { for: "the signed in" },

  "/o/[org]/keys": keyReaders,
  "/o/[org]/keys/[keyId]": keyReaders,
  "/o/[org]/keys/[keyId]/edit": { for: "keys:edit", without: "404" },
  "/o/[org]/keys/[keyId]/rotation": keyReaders,
  "/o/[org]/keys/new": { for: "keys:create", without: "404" },
  "/o/[org]/keys/hygiene": keyReaders,
  "/o/[org]/keys/trash": keyReaders,
  "/o/[org]/leak": { for: "leaks:report", without: "a page that says so" },
  "/o/[org]/leak/[keyId]": keyReaders,
  "/o/[org]/map": keyReaders,
  "/o/[org]/analytics": { for: "usage:read" },
  "/o/[org]/analytics/requests": { for: "usage:read" },
  "/o/[org]/analytics/report": { for: "usage:read" },
  "/o/[org]/alerts": { for: "usage:read" },
  "/o/[org]/alerts/rules": { for: "usage:read" },
  "/o/[org]/requests": { for: "qps:read" },
  "/o/[org]/requests/new": { for: "qps:draft", without: "a page that says so" },
  "/o/[org]/requests/[requestId]": {
    for: "qps:read",
    params: async (place) => ({ requestId: await qpsPendingAt(place) }),
  },
  "/o/[org]/requests/[requestId]/edit": {
    for: "qps:draft",
    without: "404",
    params: async (place) => ({ requestId: await qpsDraftAt(place) }),
  },
  "/o/[org]/notices": keyReaders,
  "/o/[org]/notices/preferences": keyReaders,
  "/o/[org]/audit": { for: "audit:read", without: "404" },
  "/o/[org]/members": { for: "members:read" },
  "/o/[org]/settings": { for: "policies:edit", without: "404" },
  "/o/[org]/settings/policies": { for: "policies:edit", without: "404" },
  "/o/[org]/settings/policies/restrictions": { for: "policies:edit", without: "404" },
  "/o/[org]/settings/tokens": { for: "tokens:manage", without: "404" },
  "/o/[org]/settings/webhooks": { for: "webhooks:manage", without: "404" },
  "/o/[org]/settings/webhooks/[webhookId]": {
    for: "webhooks:manage",
    without: "404",
    params: async (place) => ({ webhookId: await webhookAt(place) }),
  },

  "/staff": { staff: "any" },
  "/staff/orgs": { staff: "orgs:read" },
  "/staff/orgs/[orgId]": { staff: "orgs:manage", params: async ({ org }) => ({ orgId: org.id }) },
  "/staff/plans": { staff: "plans:manage" },
  "/staff/plans/new": { staff: "plans:manage" },
  "/staff/plans/[planId]": { staff: "plans:manage", params: async () => ({ planId: await planAt() }) },
  "/staff/plans/[planId]/prices": {
    staff: "plans:manage",
    params: async () => ({ planId: await planAt() }),
  },
  "/staff/billing": { staff: "plans:manage" },
  "/staff/announcements": { staff: "announcements:manage" },
  "/staff/team": { staff: "staff:manage" },
  "/staff/settings": { staff: "settings:manage" },
  "/staff/requests": { staff: "qps:review" },
  "/staff/requests/policy": { staff: "qps:review" },
  "/staff/requests/[requestId]": {
    staff: "qps:review",
    params: async (place) => ({ requestId: await qpsPendingAt(place) }),
  },
  "/staff/notices": { staff: "any" },
  "/staff/notices/preferences": { staff: "any" },
  "/staff/settings/keys": { staff: "settings:manage" },
  "/staff/settings/leak-intake": { staff: "settings:manage" },
  "/staff/health": { staff: "health:read" },
  "/staff/products": { staff: "products:manage" },
  "/staff/products/new": { staff: "products:manage" },
  "/staff/products/[productId]": {
    staff: "products:manage",
    params: async ({ world }) => ({ productId: world.product.id }),
  },
  "/staff/products/upstreams": { staff: "products:manage" },
  "/staff/products/upstreams/new": { staff: "products:manage" },
  "/staff/products/upstreams/[upstreamId]": {
    staff: "products:manage",
    params: async ({ world }) => ({ upstreamId: world.product.upstreamId }),
  },
  "/staff/support": { staff: "support:look_up", query: "ticket=SUP-1042" },
  "/staff/support/keys/[keyId]": { staff: "support:look_up", query: "ticket=SUP-1042" },
  "/staff/support/orgs/[orgId]": {
    staff: "support:look_up",
    params: async ({ org }) => ({ orgId: org.id }),
    query: "ticket=SUP-1042",
  },
  "/staff/support/calls/[requestId]": {
    staff: "support:look_up",
    params: async (place) => ({ requestId: await callAt(place) }),
    query: "ticket=SUP-1042",
  },
};

/** Answer 404 whoever asks: what is nowhere, and what only a demo has. */
export const NOWHERE = ["/o/[org]/[...rest]", "/staff/[...rest]", "/mail"];

/**
 * Route handlers, by who may ask them, and a query that they answer. To those apart a cookie is no credential.
 */
export const HANDLERS: Readonly<
  Record<
    string,
    | { for: "anyone" | "members" | "others apart"; query?: string }
    /** Asked by pages of the provider's staff. */
    | { staff: StaffPermission; query?: string; params?: Params }
  >
> = {
  "/api/auth/[...nextauth]": { for: "anyone" },
  "/api/internal/audit/[org]": { for: "members", query: "format=json" },
  "/api/internal/keys": { for: "members", query: "q=a&org=[org]" },
  "/api/internal/leaks/[org]/[keyId]": { for: "members" },
  "/api/internal/notices/[org]": { for: "members" },
  "/api/internal/staff/notices": { staff: "orgs:read" },
  "/api/internal/usage/[org]": { for: "members", query: "range=24h&detail=hour&tz=UTC" },
  "/api/internal/usage/[org]/breakdown": { for: "members", query: "range=24h&detail=hour&tz=UTC" },
  "/api/internal/usage/[org]/cycle": { for: "members" },
  "/api/internal/usage/[org]/export": {
    for: "members",
    query: "range=24h&detail=hour&tz=UTC&panel=series&format=csv",
  },
  "/api/internal/usage/[org]/requests": { for: "members", query: "format=csv" },
  "/api/internal/usage/[org]/rotation/[keyId]": { for: "members" },
  // Ends by itself after its first words when it is asked to.
  "/api/internal/usage/[org]/tail": { for: "members", query: "seconds=0" },
  // Believed by a signature or a token of their own.
  "/api/leaks": { for: "others apart" },
  "/api/leaks/github": { for: "others apart" },
  "/api/v1/[[...path]]": { for: "others apart" },
  "/docs/guides/keyward.mjs": { for: "anyone" },
  // Answers the edge only, with its assertion.
  "/samples": { for: "others apart" },
};
