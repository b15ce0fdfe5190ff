"use client";

import { Bell as BellIcon } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Drawer, DrawerTrigger } from "@/components/ui/drawer";
import { lazyPart } from "@/components/ui/lazy-part";
import type { MarkRead } from "./mark-read";
import type { NoticesSource } from "./notices-source";
import { useUnread } from "./use-unread";

// What is told comes when somebody goes for the bell; until then it is a number.
const drawer = lazyPart(() => import("./bell-drawer"));

export type BellProps = {
  source: NoticesSource;
  /** Whether each notice names its organization: they may be of several. */
  showOrg: boolean;
  /** What is told here, where nothing has been. */
  emptyWords: string;
  markRead: MarkRead;
};

/** How many things there are to know, and behind it what they are. */
export function Bell(props: BellProps) {
  const [isOpen, setOpen] = useState(false);
  const part = drawer.use(isOpen);
  const unread = useUnread(props.source);
  return (
    <Drawer open={isOpen} onOpenChange={setOpen}>
      <DrawerTrigger>
        <Button
          variant="ghost"
          aria-label={unread === 0 ? "Notices" : `Notices, ${unread} unread`}
          className="touch-area relative w-8 px-0"
          onPointerEnter={drawer.load}
          onFocus={drawer.load}
        >
          <BellIcon aria-hidden="true" />
          {unread > 0 ? (
            <span
              aria-hidden="true"
              className="-top-0.5 -right-0.5 absolute grid h-4 min-w-4 place-items-center rounded-full bg-accent-fill px-1 font-medium text-[0.625rem] leading-none text-on-accent"
            >
              {unread > 99 ? "99+" : unread}
            </span>
          ) : null}
        </Button>
      </DrawerTrigger>
      {part === null ? null : <part.BellDrawer {...props} isOpen={isOpen} onClose={() => setOpen(false)} />}
    </Drawer>
  );
}
