import type { ReactNode } from "react";
import { cn } from "./cn";

export type BadgeTone = "ok" | "warn" | "danger" | "info" | "idle";

const DOTS = {
  ok: "bg-ok",
  warn: "bg-warn",
  danger: "bg-danger",
  info: "bg-info",
  idle: "border-[1.5px] border-idle",
} as const satisfies Record<BadgeTone, string>;

type BadgeProps = {
  tone: BadgeTone /** The state in a word; colour never says it alone. */;
  children: ReactNode;
  className?: string;
};

export function Badge({ tone, children, className }: BadgeProps) {
  return (
    <span className={cn("inline-flex items-center gap-1.5 text-sm whitespace-nowrap", className)}>
      <span aria-hidden="true" className={cn("size-2 shrink-0 rounded-full", DOTS[tone])} />
      {children}
    </span>
  );
}
