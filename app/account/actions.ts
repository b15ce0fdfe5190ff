"use server";

import { revalidatePath } from "next/cache";
import { changePassword } from "@/lib/accounts/change-password";
import { endOtherSessions } from "@/lib/accounts/end-other-sessions";
import { endSession } from "@/lib/accounts/end-session";
import { beginAtProvider } from "@/lib/accounts/oidc/begin";
import { disconnectIdentities } from "@/lib/accounts/oidc/disconnect";
import { writeIntent } from "@/lib/accounts/oidc/intent-cookie";
import { proofMethod } from "@/lib/accounts/proof-method";
import { proveAgain } from "@/lib/accounts/prove-again";
import { renamePerson } from "@/lib/accounts/rename";
import {
  ChangePasswordInput,
  CodeInput,
  EndSessionInput,
  GoToProviderInput,
  NoInput,
  ProveAgainInput,
  RemoveSecondFactorInput,
  RenameInput,
} from "@/lib/accounts/schemas";
import { beginSecondFactor } from "@/lib/accounts/second-factor/begin";
import { confirmSecondFactor } from "@/lib/accounts/second-factor/confirm";
import { removeSecondFactor } from "@/lib/accounts/second-factor/remove";
import { renewRecoveryCodes } from "@/lib/accounts/second-factor/renew-recovery-codes";
import { userAction } from "@/lib/actions/user-action";

export const renameAction = userAction({ input: RenameInput }, async ({ ctx, input }) => {
  await renamePerson(ctx, input);
  revalidatePath("/account");
  return null;
});

export const changePasswordAction = userAction({ input: ChangePasswordInput }, async ({ ctx, input }) => {
  await changePassword(ctx, input);
  revalidatePath("/account");
  return null;
});

export const endSessionAction = userAction({ input: EndSessionInput }, async ({ ctx, input }) => {
  await endSession(ctx, input);
  revalidatePath("/account");
  return null;
});

export const endOtherSessionsAction = userAction({ input: NoInput }, async ({ ctx }) => {
  const ended = await endOtherSessions(ctx);
  revalidatePath("/account");
  return { ended };
});

export const proofMethodAction = userAction({ input: NoInput }, async ({ ctx }) => proofMethod(ctx));

export const goToProviderAction = userAction({ input: GoToProviderInput }, async ({ ctx, input }) => {
  await writeIntent(await beginAtProvider(ctx, input));
  return null;
});

export const disconnectAction = userAction({ input: NoInput }, async ({ ctx }) => {
  await disconnectIdentities(ctx);
  revalidatePath("/account");
  return null;
});

export const proveAgainAction = userAction({ input: ProveAgainInput }, async ({ ctx, input }) => {
  await proveAgain(ctx, input);
  return null;
});

export const beginSecondFactorAction = userAction({ input: NoInput }, async ({ ctx }) =>
  beginSecondFactor(ctx),
);

export const confirmSecondFactorAction = userAction({ input: CodeInput }, async ({ ctx, input }) =>
  confirmSecondFactor(ctx, input),
);

export const removeSecondFactorAction = userAction(
  { input: RemoveSecondFactorInput },
  async ({ ctx, input }) => {
    await removeSecondFactor(ctx, input);
    return null;
  },
);

export const renewRecoveryCodesAction = userAction({ input: CodeInput }, async ({ ctx, input }) =>
  renewRecoveryCodes(ctx, input),
);
