import type { ReactNode } from "react";
import { requireProductManager } from "./require-manager";

/** Who may not, is told 404 here: below, a page may have begun to stream. */
export default async function ProductsLayout({ children }: { children: ReactNode }) {
  await requireProductManager();
  return children;
}
