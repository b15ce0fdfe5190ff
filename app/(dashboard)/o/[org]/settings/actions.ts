"use server";

import { revalidatePath } from "next/cache";
import { orgAction } from "@/lib/actions/org-action";
import { changePolicies } from "@/lib/orgs/policies/change";
import { previewPolicies } from "@/lib/orgs/policies/preview";
import { ChangePoliciesInput, PreviewPoliciesInput } from "@/lib/orgs/policies/schemas";

export const previewPoliciesAction = orgAction(
  { permission: "policies:edit", input: PreviewPoliciesInput },
  async ({ ctx, input }) => previewPolicies(ctx, input),
);

export const changePoliciesAction = orgAction(
  { permission: "policies:edit", input: ChangePoliciesInput },
  async ({ ctx, input }) => {
    const { version } = await changePolicies(ctx, input);
    revalidatePath(`/o/${ctx.org.slug}/settings`, "layout");
    return { version };
  },
);
