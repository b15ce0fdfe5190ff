import type { Role } from "@/lib/members/permissions";

/** The demo's two customers and the people around them. Names are made up; the domains can never be mailed (RFC 2606). */
export const ORGS = [
  { slug: "fernwood-logistics", name: "Fernwood Logistics", type: "enterprise" },
  { slug: "kite-and-compass", name: "Kite & Compass", type: "self_serve" },
] as const;

export type OrgSlug = (typeof ORGS)[number]["slug"];

type Member = { email: string; name: string; can: string; roles: readonly (readonly [OrgSlug, Role])[] };
type Staff = { email: string; name: string; can: string; staffRole: "support" | "operator" };

export const MEMBERS: readonly Member[] = [
  {
    email: "olivia@fernwood.example",
    name: "Olivia Ferreira",
    can: "owner of Fernwood Logistics (enterprise): everything",
    roles: [["fernwood-logistics", "owner"]],
  },
  {
    email: "adam@fernwood.example",
    name: "Adam Okafor",
    can: "admin of Fernwood Logistics, developer at Kite & Compass",
    roles: [
      ["fernwood-logistics", "admin"],
      ["kite-and-compass", "developer"],
    ],
  },
  {
    email: "dana@fernwood.example",
    name: "Dana Lindqvist",
    can: "developer at Fernwood Logistics: creates keys, copies own",
    roles: [["fernwood-logistics", "developer"]],
  },
  {
    email: "viktor@fernwood.example",
    name: "Viktor Amsel",
    can: "viewer at Fernwood Logistics: sees, changes nothing",
    roles: [["fernwood-logistics", "viewer"]],
  },
  {
    email: "kim@kite.example",
    name: "Kim Nakamura",
    can: "owner of Kite & Compass (self-serve)",
    roles: [["kite-and-compass", "owner"]],
  },
];

export const STAFF: readonly Staff[] = [
  {
    email: "sam@meridian.example",
    name: "Sam Adeyemi",
    can: "support staff of the provider",
    staffRole: "support",
  },
  {
    email: "otto@meridian.example",
    name: "Otto Brandt",
    can: "operator at the provider",
    staffRole: "operator",
  },
  {
    email: "paula@meridian.example",
    name: "Paula Reyes",
    can: "another operator: what takes two reviewers",
    staffRole: "operator",
  },
];
