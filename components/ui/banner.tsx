import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const TONES = {
  info: { icon: Info, box: "bg-info-soft", mark: "text-info-ink" },
  ok: { icon: CircleCheck, box: "bg-ok-soft", mark: "text-ok-ink" },
  warn: { icon: TriangleAlert, box: "bg-warn-soft", mark: "text-warn-ink" },
  danger: { icon: CircleAlert, box: "bg-danger-soft", mark: "text-danger-ink" },
} as const;

type BannerProps = {
  tone?: keyof typeof TONES;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
};

/** Something to know on this page. It stays; what is brief belongs in `notify`. */
export function Banner({ tone = "info", title, children, action, className }: BannerProps) {
  const { icon: Icon, box, mark } = TONES[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "note"}
      className={cn("flex flex-wrap items-start gap-x-4 gap-y-2 rounded-lg px-4 py-3", box, className)}
    >
      <div className="flex min-w-0 flex-1 basis-64 gap-2.5">
        <Icon aria-hidden="true" className={cn("mt-0.5 size-4 shrink-0", mark)} />
        <div className="min-w-0">
          {title ? <p className="font-medium">{title}</p> : null}
          {children ? <div className={cn(title && "text-ink-muted")}>{children}</div> : null}
        </div>
      </div>
      {action}
    </div>
  );
}
