import type { LucideIcon } from "lucide-react";
import { Button, type ButtonProps } from "./button";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";

type IconButtonProps = Omit<ButtonProps, "children" | "asChild" | "aria-label"> & {
  icon: LucideIcon;
  /** Verb and noun ("Close dialog"): the accessible name, and the tooltip unless `tooltip` is off. */
  label: string;
  tooltip?: boolean;
};

export function IconButton({
  icon: Icon,
  label,
  tooltip = true,
  size = "md",
  variant = "ghost",
  className,
  ...rest
}: IconButtonProps) {
  const square = { sm: "w-7", md: "w-8", lg: "w-10" }[size];
  const button = (
    <Button
      variant={variant}
      size={size}
      aria-label={label}
      className={cn("touch-area px-0", square, className)}
      {...rest}
    >
      <Icon aria-hidden="true" />
    </Button>
  );
  return tooltip ? <Tooltip content={label}>{button}</Tooltip> : button;
}
