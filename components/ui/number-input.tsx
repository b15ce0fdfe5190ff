import type { ComponentProps } from "react";
import { Input } from "./input";

/** Takes a whole number as text: digits first on a phone's keyboard, and nothing out of the browser's memory. */
export function NumberInput(props: ComponentProps<typeof Input>) {
  return <Input inputMode="numeric" autoComplete="off" {...props} />;
}
