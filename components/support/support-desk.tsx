"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import { refusalSentence } from "@/components/keys/refusal-sentence";
import { sha256Hex } from "@/components/leaks/read-paste";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { type SupportQuery, Ticket } from "@/lib/support/schemas";
import type { Hits } from "@/lib/support/search";
import { onlyHit } from "./only-hit";
import { type ReadQuery, readQuery } from "./read-query";
import { SearchResults } from "./search-results";
import type { SupportActions } from "./support-actions";

type SupportDeskProps = { ticket: string; search: SupportActions["search"] };

type Found = { ticket: string; hits: Hits };

/** One box for whatever a ticket says. What is pasted stays here; of a secret only its SHA-256 is sent. */
export function SupportDesk({ ticket: given, search }: SupportDeskProps) {
  // The text stays in the box alone: no state, no draft, nothing that could be kept or sent.
  const box = useRef<HTMLTextAreaElement>(null);
  const router = useRouter();
  const [ticket, setTicket] = useState(given);
  const [read, setRead] = useState<ReadQuery>({ kind: "nothing" });
  const [faults, setFaults] = useState<{ ticket?: string; text?: string }>({});
  const [found, setFound] = useState<Found | null>(null);
  const [pending, startTransition] = useTransition();

  const ask = async (reference: string, wanted: ReadQuery) => {
    const query = await queryOf(wanted);
    if (query === null) return;
    const result = await search({ ticket: reference, query });
    if (!result.ok) return setFaults({ text: refusalSentence(result.error) });
    if (box.current) box.current.value = "";
    setRead({ kind: "nothing" });
    const only = onlyHit(result.data, reference);
    if (only === null) setFound({ ticket: reference, hits: result.data });
    else router.push(only);
  };
  const submit = () => {
    const reference = Ticket.safeParse(ticket);
    const wanted = readQuery(box.current?.value ?? "");
    const text =
      wanted.kind === "nothing"
        ? "Enter or paste what the ticket says."
        : wanted.kind === "unfit"
          ? wanted.why
          : undefined;
    const wrong = reference.error?.issues[0]?.message;
    setFaults({ ...(wrong && { ticket: wrong }), ...(text && { text }) });
    setFound(null);
    if (!reference.success || text !== undefined) return;
    startTransition(() =>
      ask(reference.data, wanted).catch((error: unknown) =>
        setFaults({ text: error instanceof Error ? error.message : "The search failed." }),
      ),
    );
  };
  return (
    <>
      <Card>
        <CardBody className="pt-5">
          <form
            className="grid gap-4 md:grid-cols-[12rem_minmax(0,1fr)]"
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <Field label="Ticket" required error={faults.ticket} help="Goes into the customer’s audit log.">
              <Input
                value={ticket}
                onChange={(event) => setTicket(event.target.value)}
                placeholder="SUP-1042"
                autoComplete="off"
                spellCheck={false}
              />
            </Field>
            <Field
              label="What the ticket says"
              required
              error={faults.text}
              help="A key ID, request ID, organization, e-mail, the first or last four characters of a secret, or any text that holds one of them. A pasted secret stays in this browser: only its SHA-256 is sent."
            >
              <Textarea
                ref={box}
                rows={2}
                className="font-mono text-sm"
                placeholder="key_…, req_…, kw_4fT2…9aQx, ada@example.com"
                autoComplete="off"
                autoCapitalize="none"
                autoCorrect="off"
                // Spell checkers of browsers may send text to their makers.
                spellCheck={false}
                data-gramm="false"
                onChange={(event) => setRead(readQuery(event.target.value))}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
                  event.preventDefault();
                  submit();
                }}
              />
            </Field>
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2 md:col-start-2">
              <Button type="submit" variant="primary" pending={pending}>
                <Search aria-hidden="true" />
                Look it up
              </Button>
              <p role="status" className="min-w-0 text-sm text-ink-muted break-words">
                {read.kind === "ready" || read.kind === "secrets" ? `Looks for ${read.says}.` : null}
              </p>
            </div>
          </form>
        </CardBody>
      </Card>
      <div aria-live="polite">
        {found === null ? null : <SearchResults hits={found.hits} ticket={found.ticket} />}
      </div>
    </>
  );
}

async function queryOf(read: ReadQuery): Promise<SupportQuery | null> {
  if (read.kind === "ready") return read.query;
  if (read.kind !== "secrets") return null;
  return { kind: "secrets", digests: await Promise.all(read.secrets.map(sha256Hex)) };
}
