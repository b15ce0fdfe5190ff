"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import type { SupportActions } from "./support-actions";
import { TextDialog } from "./text-dialog";

type NoteButtonProps = {
  about: { orgId: string; keyId: string | null; ticket: string };
  isEscalation: boolean;
  writeNote: SupportActions["writeNote"];
};

const WORDS = {
  note: {
    button: "Write note",
    title: "Write a note",
    text: "Colleagues see it beside this customer. The customer never does.",
    label: "Note",
    confirm: "Save note",
    done: "Note saved",
  },
  escalation: {
    button: "Escalate",
    title: "Hand this to an operator?",
    text: "Every operator is told, and it waits on the support desk until one of them has dealt with it.",
    label: "What has to be done",
    confirm: "Escalate ticket",
    done: "Operators are told",
  },
} as const;

/** Writes something down about a customer, or hands it to an operator. */
export function NoteButton({ about, isEscalation, writeNote }: NoteButtonProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const words = WORDS[isEscalation ? "escalation" : "note"];
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.button}</Button>
      <TextDialog
        open={open}
        onOpenChange={setOpen}
        title={words.title}
        confirmLabel={words.confirm}
        field={{
          label: words.label,
          help: "A secret in it is replaced before it is kept.",
          max: 4000,
          rows: 5,
        }}
        run={(body) => writeNote({ ...about, body, isEscalation })}
        onDone={() => {
          notify.done(words.done);
          router.refresh();
        }}
      >
        <p>{words.text}</p>
      </TextDialog>
    </>
  );
}
