"use client";

import { Check, type LucideIcon } from "lucide-react";
import type * as Radix from "radix-ui/dropdown-menu";
import { Root as Slot } from "radix-ui/slot";
import { type ComponentProps, createContext, type ReactNode, useContext } from "react";
import { cn } from "./cn";
import { lazyPart } from "./lazy-part";
import { type Opener, type OpenState, StandIn, useOpener } from "./opener";
import { itemClass, popClass } from "./pop-class";

const radix = lazyPart(() => import("radix-ui/dropdown-menu"));

const MenuContext = createContext<Opener | null>(null);

function useMenu(): Opener {
  const menu = useContext(MenuContext);
  if (menu === null) throw new Error("A part of a menu needs a Menu above it.");
  return menu;
}

/** Not modal: the rest of the page stays readable for assistive technology, and nothing shifts when it opens. */
export function Menu({ children, ...state }: OpenState & { children: ReactNode }) {
  return <MenuContext value={useOpener(state)}>{children}</MenuContext>;
}

const OPENING_KEYS = ["Enter", " ", "ArrowDown"];

type MenuTriggerProps = Omit<ComponentProps<"button">, "ref" | "type" | "id"> & { asChild?: boolean };

/** Use with `asChild` around a `Button` or `IconButton`. */
export function MenuTrigger({ asChild = false, ...rest }: MenuTriggerProps) {
  const { isOpen, setOpen, button, buttonId, contentId, byKey } = useMenu();
  const Button = asChild ? Slot : "button";
  return (
    <Button
      ref={button}
      type="button"
      id={buttonId}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      aria-controls={isOpen ? contentId : undefined}
      data-state={isOpen ? "open" : "closed"}
      onPointerEnter={radix.load}
      onFocus={radix.load}
      onPointerDown={(event) => {
        if (event.button !== 0 || event.ctrlKey || event.currentTarget.disabled) return;
        byKey.current = false;
        // The focus goes into the menu and not to what opens it.
        if (!isOpen) event.preventDefault();
        setOpen(!isOpen);
      }}
      onKeyDown={(event) => {
        if (!OPENING_KEYS.includes(event.key)) return;
        event.preventDefault();
        byKey.current = true;
        setOpen(event.key === "ArrowDown" || !isOpen);
      }}
      {...rest}
    />
  );
}

export function MenuContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  const { isOpen, wasOpen, setOpen, button, buttonId, contentId, byKey } = useMenu();
  const part = radix.use(isOpen);
  if (part === null || !wasOpen) return null;
  return (
    <part.Root modal={false} open={isOpen} onOpenChange={setOpen}>
      <part.Trigger asChild>
        <StandIn button={button} />
      </part.Trigger>
      <part.Portal>
        <part.Content
          id={contentId}
          aria-labelledby={buttonId}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          onFocus={({ target, currentTarget }) => {
            // Radix sees only the keys that are pressed while it is here, and the first comes before it.
            if (target !== currentTarget || !byKey.current) return;
            byKey.current = false;
            currentTarget.querySelector<HTMLElement>("[role^=menuitem]:not([data-disabled])")?.focus();
          }}
          className={cn(
            popClass,
            "max-h-(--radix-dropdown-menu-content-available-height) min-w-44",
            className,
          )}
          {...rest}
        />
      </part.Portal>
    </part.Root>
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
  const { Item } = radix.get();
  const look = cn(
    itemClass,
    tone === "danger" && "text-danger-ink data-[highlighted]:bg-danger-soft",
    className,
  );
  if (asChild) {
    return (
      <Item asChild className={look} {...rest}>
        {children}
      </Item>
    );
  }
  return (
    <Item className={look} {...rest}>
      {Icon ? <Icon aria-hidden="true" className={tone === "danger" ? "" : "text-ink-muted"} /> : null}
      {children}
    </Item>
  );
}

export function MenuRadioGroup(props: ComponentProps<typeof Radix.RadioGroup>) {
  const { RadioGroup } = radix.get();
  return <RadioGroup {...props} />;
}

export function MenuRadioItem({ className, children, ...rest }: ComponentProps<typeof Radix.RadioItem>) {
  const { RadioItem, ItemIndicator } = radix.get();
  return (
    <RadioItem className={cn(itemClass, "justify-between", className)} {...rest}>
      <span className="flex min-w-0 items-center gap-2">{children}</span>
      <ItemIndicator>
        <Check aria-hidden="true" className="text-accent-ink" />
      </ItemIndicator>
    </RadioItem>
  );
}

export function MenuLabel({ className, ...rest }: ComponentProps<typeof Radix.Label>) {
  const { Label } = radix.get();
  return <Label className={cn("px-2 py-1.5 text-sm text-ink-muted", className)} {...rest} />;
}

export function MenuSeparator({ className, ...rest }: ComponentProps<typeof Radix.Separator>) {
  const { Separator } = radix.get();
  return <Separator className={cn("-mx-1 my-1 h-px bg-line", className)} {...rest} />;
}
