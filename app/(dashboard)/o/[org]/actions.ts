"use server";

import { userAction } from "@/lib/actions/user-action";
import { markNoticesRead } from "@/lib/notices/mark-read";
import { MarkNoticesReadInput } from "@/lib/notices/schemas";

export const markNoticesReadAction = userAction({ input: MarkNoticesReadInput }, async ({ ctx, input }) => {
  await markNoticesRead(ctx, input);
  return null;
});
