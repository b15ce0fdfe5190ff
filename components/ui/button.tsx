import { Root as Slot } from "radix-ui/slot";
import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class";
import { cn } from "./cn";
import { Spinner } from "./spinner";

export type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** The work has been sent: shows a spinner in the label's place, keeps the width and refuses clicks. */
  pending?: boolean;
  /** Gives the looks to the only child, a link for instance. */
  asChild?: boolean;
};

export function Button({
  variant,
  size,
  pending = false,
  asChild = false,
  className,
  children,
  disabled,
  type = "button",
  ...rest
}: ButtonProps) {
  const look = cn(buttonClass({ ...(variant && { variant }), ...(size && { size }) }), className);
  if (asChild) {
    return (
      <Slot className={look} {...rest}>
        {children}
      </Slot>
    );
  }
  return (
    <button
      type={type}
      className={cn(look, pending && "relative")}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      {...rest}
    >
      {pending ? (
        <>
          <span className="absolute inset-0 grid place-items-center">
            <Spinner />
          </span>
          <span className="contents [&>*]:opacity-0">
            <span className="inline-flex items-center gap-2">{children}</span>
          </span>
        </>
      ) : (
        children
      )}
    </button>
  );
}
