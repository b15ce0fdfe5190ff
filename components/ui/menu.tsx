"use client";

import { Check, type LucideIcon } from "lucide-react";
import * as Radix from "radix-ui/dropdown-menu";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { itemClass, popClass } from "./pop-class";

/** Not modal: the rest of the page stays readable for assistive technology, and nothing shifts when it opens. */
export function Menu(props: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root modal={false} {...props} />;
}

/** Use with `asChild` around a `Button` or `IconButton`. */
export const MenuTrigger = Radix.Trigger;
export const MenuRadioGroup = Radix.RadioGroup;

export function MenuContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align="end"
        sideOffset={4}
        collisionPadding={8}
        className={cn(popClass, "max-h-(--radix-dropdown-menu-content-available-height) min-w-44", className)}
        {...rest}
      />
    </Radix.Portal>
  );
}

type MenuItemProps = ComponentProps<typeof Radix.Item> & { icon?: LucideIcon; tone?: "plain" | "danger" };

/** For a link: `<MenuItem asChild><Link href=…>…</Link></MenuItem>`, the icon inside the link. */
export function MenuItem({
  icon: Icon,
  tone = "plain",
  className,
  children,
  asChild,
  ...rest
}: MenuItemProps) {
  const look = cn(
    itemClass,
    tone === "danger" && "text-danger-ink data-[highlighted]:bg-danger-soft",
    className,
  );
  if (asChild) {
    return (
      <Radix.Item asChild className={look} {...rest}>
        {children}
      </Radix.Item>
    );
  }
  return (
    <Radix.Item className={look} {...rest}>
      {Icon ? <Icon aria-hidden="true" className={tone === "danger" ? "" : "text-ink-muted"} /> : null}
      {children}
    </Radix.Item>
  );
}

export function MenuRadioItem({ className, children, ...rest }: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(itemClass, "justify-between", className)} {...rest}>
      <span className="flex min-w-0 items-center gap-2">{children}</span>
      <Radix.ItemIndicator>
        <Check aria-hidden="true" className="text-accent-ink" />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  );
}

export function MenuLabel({ className, ...rest }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label className={cn("px-2 py-1.5 text-sm text-ink-muted", className)} {...rest} />;
}

export function MenuSeparator({ className, ...rest }: ComponentProps<typeof Radix.Separator>) {
  return <Radix.Separator className={cn("-mx-1 my-1 h-px bg-line", className)} {...rest} />;
}
