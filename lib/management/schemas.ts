import { z } from "zod";
import { isId } from "@/lib/std/id";
import { ALL_SCOPES, type Scope } from "./scopes";

/** How many tokens an organization can have; revoked and expired ones do not count. */
export const TOKENS_MAX = 50;

const NAME_MAX = 60;
// A name stands in a line of the audit log and of a table.
const BREAKS_A_LINE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const LOOKS_LIKE_ONE = /kwm?_[0-9A-Za-z]{49}/;

/** For how many days a new token can work. */
export const TOKEN_LIFETIMES_DAYS = [7, 30, 90, 365] as const;

/** What making a management token takes. */
export const CreateTokenInput = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "Give the token a name, such as what will use it.")
    .max(NAME_MAX, `Use at most ${NAME_MAX} characters.`)
    .refine((name) => !BREAKS_A_LINE.test(name), "Remove line breaks and control characters.")
    .refine((name) => !LOOKS_LIKE_ONE.test(name), "This is a secret, not a name. Names are not kept secret."),
  scopes: z
    .array(z.enum(ALL_SCOPES, "Choose from the list of scopes."))
    .min(1, "Choose at least one scope.")
    .max(ALL_SCOPES.length)
    .transform((chosen): Scope[] => ALL_SCOPES.filter((scope) => chosen.includes(scope))),
  /** Days from now; `null`: until somebody revokes it. */
  lifetimeDays: z.int().min(1).max(3650).nullable().default(90),
});
export type CreateTokenInput = z.output<typeof CreateTokenInput>;

/** Names one management token of the organization. */
export const TokenRef = z.strictObject({
  tokenId: z.string().refine((id) => isId("managementToken", id), "This is not a management token."),
});
export type TokenRef = z.output<typeof TokenRef>;

/** A management token as its organization sees it. Times are ISO 8601. */
export type TokenItem = {
  id: string;
  name: string;
  /** Four characters after `kwm_`: all that is kept of it. */
  head: string;
  scopes: Scope[];
  createdAt: string;
  createdBy: { id: string; name: string } | null;
  /** `creator_left`: nothing it asks for is done, because whoever made it is no member any more. */
  status: "active" | "expired" | "revoked" | "creator_left";
  expiresAt: string | null;
  revokedAt: string | null;
  /** When it was first found in the open; it may have been there before. */
  leakedAt: string | null;
  lastUsedAt: string | null;
  lastUsedIp: string | null;
};
