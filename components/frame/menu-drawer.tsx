"use client";

import { Menu as MenuIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Drawer, DrawerContent, DrawerTrigger } from "@/components/ui/drawer";
import { IconButton } from "@/components/ui/icon-button";

type MenuDrawerProps = { brand: ReactNode; children: (close: () => void) => ReactNode };

/** What the sidebar holds, on a phone. */
export function MenuDrawer({ brand, children }: MenuDrawerProps) {
  const [open, setOpen] = useState(false);
  return (
    <Drawer open={open} onOpenChange={setOpen}>
      <DrawerTrigger>
        <IconButton icon={MenuIcon} label="Open menu" tooltip={false} className="md:hidden" />
      </DrawerTrigger>
      <DrawerContent side="left" title="Menu" className="w-72">
        <div className="flex min-h-full flex-col gap-4">
          {children(() => setOpen(false))}
          <div className="mt-auto text-xs text-ink-muted">{brand}</div>
        </div>
      </DrawerContent>
    </Drawer>
  );
}
