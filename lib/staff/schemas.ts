import { z } from "zod";
import { STAFF_ROLES } from "@/lib/members/permissions";
import { isId } from "@/lib/std/id";

const UserId = z.string().refine((id) => isId("user", id), "This is not an account.");

/** What making somebody a member of staff takes: the address of an account that is there. */
export const AddStaffInput = z.strictObject({
  email: z.string().trim().toLowerCase().pipe(z.email("Enter an e-mail address.").max(254)),
  role: z.enum(STAFF_ROLES),
});
export type AddStaffInput = z.output<typeof AddStaffInput>;

/** What giving a member of staff another role takes. */
export const ChangeStaffRoleInput = z.strictObject({
  userId: UserId,
  /** The role that whoever changes it has seen. */
  from: z.enum(STAFF_ROLES),
  to: z.enum(STAFF_ROLES),
});
export type ChangeStaffRoleInput = z.output<typeof ChangeStaffRoleInput>;

/** Names one member of staff. */
export const StaffRef = z.strictObject({ userId: UserId });
export type StaffRef = z.output<typeof StaffRef>;
