"use client";

import { ThemeProvider as NextThemes } from "next-themes";
import type { ReactNode } from "react";

type ThemeProviderProps = {
  /** Lets the script that sets the theme before the first paint pass the CSP. */ nonce: string | undefined;
  children: ReactNode;
};

export function ThemeProvider({ nonce, children }: ThemeProviderProps) {
  return (
    <NextThemes
      attribute="data-theme"
      defaultTheme="system"
      enableColorScheme={false}
      disableTransitionOnChange
      {...(nonce !== undefined && { nonce })}
    >
      {children}
    </NextThemes>
  );
}
