"use server";

import { revalidatePath } from "next/cache";
import { staffAction } from "@/lib/actions/staff-action";
import { addStaff } from "@/lib/staff/add";
import { changeStaffRole } from "@/lib/staff/change-role";
import { removeStaff } from "@/lib/staff/remove";
import { AddStaffInput, ChangeStaffRoleInput, StaffRef } from "@/lib/staff/schemas";

export const addStaffAction = staffAction(
  { permission: "staff:manage", input: AddStaffInput },
  async ({ ctx, input }) => {
    await addStaff(ctx, input);
    revalidatePath("/staff/team");
    return null;
  },
);

export const changeStaffRoleAction = staffAction(
  { permission: "staff:manage", input: ChangeStaffRoleInput },
  async ({ ctx, input }) => {
    await changeStaffRole(ctx, input);
    revalidatePath("/staff/team");
    return null;
  },
);

export const removeStaffAction = staffAction(
  { permission: "staff:manage", input: StaffRef },
  async ({ ctx, input }) => {
    await removeStaff(ctx, input);
    revalidatePath("/staff/team");
    return null;
  },
);
