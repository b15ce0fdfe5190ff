import { z } from "zod";

/** Shortest password accepted, in characters, where it is all that signing in takes. */
export const PASSWORD_MIN_CHARACTERS = 15;
/** The same for a person who has a second factor. */
export const PASSWORD_MIN_WITH_FACTOR = 8;
/** Longest password accepted, in bytes of UTF-8; every one of them is hashed. */
export const PASSWORD_MAX_BYTES = 1024;

/** Characters as a person counts them: an emoji is one, however many bytes it takes. */
export function countCharacters(value: string): number {
  return [...value.normalize("NFC")].length;
}

/** Lower-cased and trimmed: the form in which an address is stored, compared and throttled. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "This address is too long.")
  .pipe(z.email("Enter an e-mail address such as ada@example.com."));

const withinBytes = (value: string) => new TextEncoder().encode(value).length <= PASSWORD_MAX_BYTES;

/** A password being tried: anything but empty or oversized is worth verifying. */
const PresentedPassword = z
  .string()
  .min(1, "Enter your password.")
  .refine(withinBytes, "This password is longer than any we accept.");

const newPassword = (minimum: number) =>
  z
    .string()
    .refine((value) => countCharacters(value) >= minimum, `Use at least ${minimum} characters.`)
    .refine(withinBytes, `Use at most ${PASSWORD_MAX_BYTES} bytes.`);

/** A password being chosen. Any characters, spaces included; length is what counts. */
export const NewPassword = newPassword(PASSWORD_MIN_CHARACTERS);

/** A password chosen by somebody who may have a second factor: how short it may be, the verb knows. */
const ReplacedPassword = newPassword(PASSWORD_MIN_WITH_FACTOR);

// Names end up in mails and audit rows: one line of text, without characters that reorder or hide it.
export const PersonName = z
  .string()
  .trim()
  .min(1, "Enter your name.")
  .max(80, "Use at most 80 characters.")
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, "Use letters, spaces and punctuation only.");

/** The token of a link we mailed: 32 bytes, base64url. */
export const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "This link is incomplete.");

export const SignInInput = z.object({
  email: Email,
  password: PresentedPassword,
  /** Present when the person came by the link that confirms their address. */
  verifyToken: LinkToken.optional(),
});
export type SignInInput = z.input<typeof SignInInput>;

export const SignUpInput = z.object({ name: PersonName, email: Email, password: NewPassword });
export type SignUpInput = z.input<typeof SignUpInput>;

export const EmailInput = z.object({ email: Email });
export type EmailInput = z.input<typeof EmailInput>;

export const ResetPasswordInput = z.object({ token: LinkToken, password: ReplacedPassword });
export type ResetPasswordInput = z.input<typeof ResetPasswordInput>;

export const ChangePasswordInput = z.object({
  currentPassword: PresentedPassword,
  newPassword: ReplacedPassword,
  /** Whether the session making the change lives on; all others end in any case. */
  keepThisSession: z.boolean(),
});
export type ChangePasswordInput = z.input<typeof ChangePasswordInput>;

export const RenameInput = z.object({ name: PersonName });
export type RenameInput = z.input<typeof RenameInput>;

export const EndSessionInput = z.object({ sessionId: z.string().regex(/^ses_[0-9A-Za-z]{22}$/) });
export type EndSessionInput = z.input<typeof EndSessionInput>;

/** The password, or a code of the second factor: whatever the person was asked for. */
export const ProveAgainInput = z.object({ proof: PresentedPassword });
export type ProveAgainInput = z.input<typeof ProveAgainInput>;

/** What the person typed as a code: six digits of the app, or a recovery code; how it is written matters little. */
const SecondFactorCode = z
  .string()
  .trim()
  .min(6, "Enter the six digits of your app, or a recovery code.")
  .max(64, "This is longer than any code.");

export const CodeInput = z.object({ code: SecondFactorCode });
export type CodeInput = z.input<typeof CodeInput>;

export const RemoveSecondFactorInput = z.object({
  code: SecondFactorCode,
  /** Left empty by whoever has none. */
  password: z.string().refine(withinBytes, "This password is longer than any we accept."),
});
export type RemoveSecondFactorInput = z.input<typeof RemoveSecondFactorInput>;

/** Why somebody who is signed in goes to the identity provider, and the page they come back to. */
export const GoToProviderInput = z.object({
  intent: z.enum(["connect", "prove"]),
  back: z.string().max(2000),
});
export type GoToProviderInput = z.input<typeof GoToProviderInput>;

export const NoInput = z.object({});

/** What the sign-in endpoint answers when it refuses; travels in next-auth's `error` parameter. */
export const SignInRefusal = z.object({
  code: z.enum([
    "sign_in_failed",
    "email_not_verified",
    "too_many_attempts",
    "link_invalid",
    "forbidden",
    "invalid_input",
    "unavailable",
    "internal",
  ]),
  message: z.string(),
  retryAfterSeconds: z.number().optional(),
  requestId: z.string(),
});
export type SignInRefusal = z.output<typeof SignInRefusal>;
