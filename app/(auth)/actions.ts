"use server";

import { redirect } from "next/navigation";
import { clearSessionCookie } from "@/lib/accounts/clear-session-cookie";
import { readDeviceCookie, writeDeviceCookie } from "@/lib/accounts/device-cookie";
import { requestPasswordReset } from "@/lib/accounts/request-reset";
import { requestVerification } from "@/lib/accounts/request-verification";
import { resetPassword } from "@/lib/accounts/reset-password";
import { findSessionId } from "@/lib/accounts/resolve";
import { CodeInput, EmailInput, NoInput, ResetPasswordInput, SignUpInput } from "@/lib/accounts/schemas";
import { confirmSignIn } from "@/lib/accounts/second-factor/confirm-sign-in";
import { currentUser } from "@/lib/accounts/session";
import { signOut } from "@/lib/accounts/sign-out";
import { signUp } from "@/lib/accounts/sign-up";
import { writeSessionCookie } from "@/lib/accounts/write-session-cookie";
import { incoming } from "@/lib/actions/incoming";
import { publicAction } from "@/lib/actions/public-action";

export const signUpAction = publicAction({ input: SignUpInput }, async ({ ctx, input }) => {
  await signUp(ctx, input);
  return null;
});

export const requestVerificationAction = publicAction({ input: EmailInput }, async ({ ctx, input }) => {
  await requestVerification(ctx, input);
  return null;
});

export const requestResetAction = publicAction({ input: EmailInput }, async ({ ctx, input }) => {
  await requestPasswordReset(ctx, input);
  return null;
});

export const resetPasswordAction = publicAction({ input: ResetPasswordInput }, async ({ ctx, input }) => {
  const { email, deviceToken } = await resetPassword(ctx, input, readDeviceCookie(await incoming()));
  await writeDeviceCookie(deviceToken);
  return { email };
});

// Public, because a session that waits for a code is none yet.
export const confirmSignInAction = publicAction({ input: CodeInput }, async ({ ctx, input }) => {
  const request = await incoming();
  const { sessionId, deviceToken } = await confirmSignIn(ctx, input, {
    deviceToken: readDeviceCookie(request),
    previousSessionId: await findSessionId(request),
  });
  await writeDeviceCookie(deviceToken);
  await writeSessionCookie(sessionId);
  return null;
});

// Public, because signing out of a session that is already over must work too.
export const signOutAction = publicAction({ input: NoInput }, async () => {
  const user = await currentUser();
  if (user !== null) await signOut(user);
  await clearSessionCookie();
  redirect("/sign-in");
});
