"use client";

import { useEffect } from "react";
import { lazyPart } from "./lazy-part";
import { onWaitingNotice } from "./notices-queue";

const toasts = lazyPart(() => import("./toasts"));

/** Once, in the root layout: what shows notices comes with the first of them. */
export function Toaster() {
  const part = toasts.use(false);
  useEffect(() => onWaitingNotice(toasts.load), []);
  return part === null ? null : <part.Toasts />;
}
