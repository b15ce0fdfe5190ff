"use client";

import type { ReactNode } from "react";
import { Button } from "./button";
import { DialogClose, DialogContent } from "./dialog";

type ShownOnceProps = {
  title: string;
  description: string;
  size?: "md" | "lg";
  children: ReactNode;
};

/** What is shown this once: a click beside it must not lose the only copy; Done and the cross do close. */
export function ShownOnce({ title, description, size = "md", children }: ShownOnceProps) {
  return (
    <DialogContent
      title={title}
      description={description}
      size={size}
      keepsOpen
      footer={
        <DialogClose asChild>
          <Button variant="primary">Done</Button>
        </DialogClose>
      }
    >
      <div className="grid gap-4">{children}</div>
    </DialogContent>
  );
}
