"use server";

import { userAction } from "@/lib/actions/user-action";
import { createOrg } from "@/lib/orgs/create";
import { CreateOrgInput } from "@/lib/orgs/schemas";

export const createOrgAction = userAction({ input: CreateOrgInput }, async ({ ctx, input }) => {
  const { slug } = await createOrg(ctx, input);
  return { slug };
});
