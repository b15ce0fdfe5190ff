import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";

/** A one-time code: browsers and password managers may fill it in, and it is read digit by digit. */
export function CodeInput({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return (
    <Input
      autoComplete="one-time-code"
      autoCapitalize="off"
      spellCheck={false}
      className={cn("font-mono tracking-widest", className)}
      {...rest}
    />
  );
}
