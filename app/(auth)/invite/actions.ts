"use server";

import { redirect } from "next/navigation";
import { userAction } from "@/lib/actions/user-action";
import { acceptInvite } from "@/lib/members/accept-invite";
import { AcceptInviteInput } from "@/lib/members/schemas";

export const acceptInviteAction = userAction({ input: AcceptInviteInput }, async ({ ctx, input }) => {
  const { slug } = await acceptInvite(ctx, input);
  redirect(`/o/${slug}/keys`);
});
