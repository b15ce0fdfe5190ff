"use client";

import { ThemeProvider as NextThemes } from "next-themes";
import { type ReactNode, useState } from "react";

type ThemeProviderProps = {
  /** Lets the script that sets the theme before the first paint pass the CSP. */ nonce: string | undefined;
  children: ReactNode;
};

export function ThemeProvider({ nonce, children }: ThemeProviderProps) {
  // A refresh brings the nonce of another answer; the document keeps to the first.
  const [first] = useState(nonce);
  return (
    <NextThemes
      attribute="data-theme"
      defaultTheme="system"
      enableColorScheme={false}
      disableTransitionOnChange
      {...(first !== undefined && { nonce: first })}
    >
      {children}
    </NextThemes>
  );
}
