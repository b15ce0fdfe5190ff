import type { BadgeTone } from "@/components/ui/badge";
import type { AnnouncementItem } from "@/lib/announcements/list";
import type { AnnouncementTone } from "@/lib/announcements/schemas";
import type { ContractItem } from "@/lib/contracts/list";
import type { StaffRole } from "@/lib/members/permissions";
import type { OrgState } from "@/lib/orgs/schemas";

export const ORG_STATE_WORDS = {
  suspended: "Suspended",
  flagged: "With abuse flags",
  without_plan: "Without a plan",
  contract_ending: "Contract ends soon",
} as const satisfies Record<OrgState, string>;

export const CONTRACT_WORDS = {
  planned: { word: "Planned", tone: "info" },
  in_force: { word: "In force", tone: "ok" },
  superseded: { word: "Superseded", tone: "idle" },
  ended: { word: "Ended", tone: "idle" },
} as const satisfies Record<ContractItem["state"], { word: string; tone: BadgeTone }>;

export const ANNOUNCEMENT_WORDS = {
  planned: { word: "Planned", tone: "info" },
  shown: { word: "Shown now", tone: "ok" },
  over: { word: "Over", tone: "idle" },
} as const satisfies Record<AnnouncementItem["state"], { word: string; tone: BadgeTone }>;

export const TONE_WORDS = {
  info: { word: "Information", help: "Something to know." },
  warn: { word: "Warning", help: "Something to act on." },
  danger: { word: "Alarm", help: "Something is broken. Read out at once by screen readers." },
} as const satisfies Record<AnnouncementTone, { word: string; help: string }>;

export const STAFF_ROLE_WORDS = {
  support: { word: "Support", help: "Answers customers. Sees, disables keys, comments; decides nothing." },
  operator: { word: "Operator", help: "Runs the platform: customers, plans, products, limits, staff." },
} as const satisfies Record<StaffRole, { word: string; help: string }>;
