import { cn } from "./cn";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger" | "link";
export type ButtonSize = "sm" | "md" | "lg";

const VARIANTS = {
  primary: "bg-accent-fill text-on-accent hover:bg-accent-fill-hover shadow-lift",
  secondary: "border border-line bg-surface text-ink shadow-lift hover:bg-hover data-[state=open]:bg-hover",
  ghost: "text-ink-muted hover:bg-hover hover:text-ink data-[state=open]:bg-hover data-[state=open]:text-ink",
  danger: "bg-danger-fill text-on-danger hover:bg-danger-fill-hover shadow-lift",
  link: "text-accent-ink underline-offset-4 hover:underline",
} as const satisfies Record<ButtonVariant, string>;

const SIZES = {
  sm: "h-7 px-2.5 text-sm gap-1.5",
  md: "h-8 px-3 text-base gap-2",
  lg: "h-10 px-4 text-base gap-2",
} as const satisfies Record<ButtonSize, string>;

/** The looks of a button, for links that act like one. */
export function buttonClass(options: { variant?: ButtonVariant; size?: ButtonSize } = {}): string {
  const { variant = "secondary", size = "md" } = options;
  return cn(
    "inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap select-none",
    "transition-colors [&_svg]:size-4 [&_svg]:shrink-0",
    "disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50",
    VARIANTS[variant],
    SIZES[size],
    variant === "link" && "h-auto px-0",
  );
}
