"use server";

import { revalidatePath } from "next/cache";
import { staffAction } from "@/lib/actions/staff-action";
import { createProduct } from "@/lib/products/create";
import { disableProduct } from "@/lib/products/disable";
import { dryRun } from "@/lib/products/dry-run";
import { enableProduct } from "@/lib/products/enable";
import {
  CreateProductInput,
  DryRunInput,
  SwitchProductInput,
  UpdateProductInput,
} from "@/lib/products/schemas";
import { updateProduct } from "@/lib/products/update";

export const createProductAction = staffAction(
  { permission: "products:manage", input: CreateProductInput },
  async ({ ctx, input }) => {
    const { id } = await createProduct(ctx, input);
    revalidatePath("/staff/products", "layout");
    return { id };
  },
);

export const updateProductAction = staffAction(
  { permission: "products:manage", input: UpdateProductInput },
  async ({ ctx, input }) => {
    const { version } = await updateProduct(ctx, input);
    revalidatePath("/staff/products", "layout");
    return { version };
  },
);

export const disableProductAction = staffAction(
  { permission: "products:manage", input: SwitchProductInput },
  async ({ ctx, input }) => {
    await disableProduct(ctx, input);
    revalidatePath("/staff/products", "layout");
    return null;
  },
);

export const enableProductAction = staffAction(
  { permission: "products:manage", input: SwitchProductInput },
  async ({ ctx, input }) => {
    await enableProduct(ctx, input);
    revalidatePath("/staff/products", "layout");
    return null;
  },
);

export const dryRunAction = staffAction(
  { permission: "products:manage", input: DryRunInput },
  async ({ ctx, input }) => dryRun(ctx, input),
);
