"use client";

import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";

type PalettePanelProps = { open: boolean; onOpenChange: (open: boolean) => void; children: ReactNode };

/** A dialog near the top that keeps its height while the results change. */
export function PalettePanel({ open, onOpenChange, children }: PalettePanelProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-4 top-[12vh] z-50 mx-auto max-w-xl animate-pop-in overflow-hidden rounded-xl bg-raised shadow-pop outline-none"
        >
          <Radix.Title className="sr-only">Search</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
