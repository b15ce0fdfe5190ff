import { db } from "@/lib/db/client";
import type { OrgContext, RequestContext, StaffContext } from "@/lib/orgs/context";
import { answerQpsQuestion } from "@/lib/qps/answer";
import { approveQpsRequest } from "@/lib/qps/approve";
import { askQpsQuestion } from "@/lib/qps/ask";
import { rejectQpsRequest } from "@/lib/qps/reject";
import { saveQpsDraft } from "@/lib/qps/save-draft";
import { ApproveQpsInput, RejectQpsInput, SayQpsInput, WriteQpsInput } from "@/lib/qps/schemas";
import { submitQpsRequest } from "@/lib/qps/submit";
import { newId } from "@/lib/std/id";

const HOUR_MS = 3_600_000;
const ORG = "fernwood-logistics";
const SENDER = "adam@fernwood.example";
const REVIEWER = "otto@meridian.example";

type Story = {
  key: string;
  product: string;
  wantedQps: number;
  reason: string;
  sentHoursAgo: number;
  /** What came of it: hours after it was sent, and words. */
  question?: { after: number; body: string };
  answer?: { after: number; body: string };
  approved?: { after: number; qps: number; days: number; note: string };
  rejected?: { after: number; reason: string };
  isDraft?: true;
};

/** One request in each state a reviewer meets. */
const STORIES: readonly Story[] = [
  {
    key: "Driver app",
    product: "search",
    wantedQps: 12,
    reason: "Drivers look their next stop up at the start of a shift, all within a few minutes.",
    sentHoursAgo: 9 * 24,
    question: { after: 5, body: "Could the app spread the first look-up over a minute?" },
    answer: { after: 29, body: "With the next release, in six weeks. Until then we need the headroom." },
    approved: {
      after: 33,
      qps: 10,
      days: 42,
      note: "10 covers your peak of last week. Write again if the release slips.",
    },
  },
  {
    key: "Fleet tracker",
    product: "time-zone",
    wantedQps: 400,
    reason: "To be safe.",
    sentHoursAgo: 20 * 24,
    rejected: {
      after: 26,
      reason:
        "Your busiest second of the last two weeks needs far less. Send a new request with the traffic you expect, and when.",
    },
  },
  {
    key: "Billing back end",
    product: "search",
    wantedQps: 10,
    reason: "The invoice run of the quarter's end checks every address, from the 28th to the 3rd.",
    sentHoursAgo: 30,
  },
  {
    key: "Route planner staging",
    product: "search",
    wantedQps: 15,
    reason: "A load test of the new planner, with the routes of forty drivers.",
    sentHoursAgo: 20,
    question: { after: 3, body: "Would a week be enough for the test, and when would it begin?" },
  },
  {
    key: "Read-only reports",
    product: "time-zone",
    wantedQps: 8,
    reason: "The month's reports are made in one night.",
    sentHoursAgo: 4,
    isDraft: true,
  },
];

/**
 * What customers asked for, each step through its verb at its own time, over the seeded calls. Nobody is told of what is part of
 * the demo from the start.
 */
export async function seedQpsRequests(now: Date): Promise<void> {
  const customer = await senderOf(now);
  const operator = await reviewerOf(now);
  for (const story of STORIES) {
    const place = await placeOf(customer.org.id, story);
    if (place !== null) await live(story, place, { customer, operator, now });
  }
  await db.notice.deleteMany({ where: { kind: { startsWith: "qps." } } });
  await db.notice.deleteMany({ where: { kind: { startsWith: "review." } } });
}

type Cast = { customer: OrgContext; operator: StaffContext; now: Date };

async function live(
  { reason, wantedQps, sentHoursAgo, question, answer, approved, rejected, isDraft }: Story,
  place: { keyId: string; classId: string },
  { customer, operator, now }: Cast,
): Promise<void> {
  const at = (after: number) => new Date(now.getTime() + (after - sentHoursAgo) * HOUR_MS);
  const wish = { ...place, wantedQps, reason, contact: SENDER };
  const verb = isDraft ? saveQpsDraft : submitQpsRequest;
  const { id: requestId } = await verb({ ...customer, now: at(0) }, WriteQpsInput.parse({ wish }));
  if (question) {
    const input = SayQpsInput.parse({ requestId, body: question.body });
    await askQpsQuestion({ ...operator, now: at(question.after) }, input);
  }
  if (answer) {
    const input = SayQpsInput.parse({ requestId, body: answer.body });
    await answerQpsQuestion({ ...customer, now: at(answer.after) }, input);
  }
  if (approved) {
    const { after, qps, days, note } = approved;
    const until = at(after + days * 24).toISOString();
    const input = ApproveQpsInput.parse({ requestId, qps, until, note });
    await approveQpsRequest({ ...operator, now: at(after) }, input);
  }
  if (rejected) {
    const input = RejectQpsInput.parse({ requestId, reason: rejected.reason });
    await rejectQpsRequest({ ...operator, now: at(rejected.after) }, input);
  }
}

async function placeOf(orgId: string, { key, product }: Story) {
  const found = await db.key.findFirst({
    where: { orgId, name: key, products: { some: { product: { slug: product } } } },
    select: { id: true },
  });
  const endpointClass = await db.endpointClass.findFirst({
    where: { product: { slug: product } },
    select: { id: true },
    orderBy: { defaultQps: "desc" },
  });
  return found && endpointClass && { keyId: found.id, classId: endpointClass.id };
}

function requestOf(now: Date): RequestContext {
  return { requestId: newId("request"), ip: "127.0.0.1", userAgent: "Keyward demo seed", now };
}

async function senderOf(now: Date): Promise<OrgContext> {
  const { user, role, org } = await db.membership.findFirstOrThrow({
    where: { org: { slug: ORG }, user: { email: SENDER } },
    select: {
      role: true,
      user: { select: { id: true, name: true, email: true } },
      org: { select: { id: true, slug: true, name: true, type: true } },
    },
  });
  return { ...requestOf(now), actor: { type: "user", ...user }, role, org };
}

async function reviewerOf(now: Date): Promise<StaffContext> {
  const user = await db.user.findUniqueOrThrow({
    where: { email: REVIEWER },
    select: { id: true, name: true, email: true },
  });
  return { ...requestOf(now), actor: { type: "user", ...user }, staffRole: "operator" };
}
