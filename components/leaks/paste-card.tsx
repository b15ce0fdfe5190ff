"use client";

import { useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { TextLink } from "@/components/ui/text-link";
import { Textarea } from "@/components/ui/textarea";
import { LOOKUP_MAX } from "@/lib/leaks/terms";
import { type Paste, readPaste, sha256Hex } from "./read-paste";

type PasteCardProps = {
  /** Asks the server about digests; answers what went wrong, if anything. */
  lookUp: (digests: string[]) => Promise<string | null>;
  hasResults: boolean;
};

const NOTHING: Paste = { secrets: [], damaged: 0, keyIds: [] };

/** Takes any text, finds secrets in it here in the browser, and sends nothing but their SHA-256. */
export function PasteCard({ lookUp, hasResults }: PasteCardProps) {
  // The text stays in the box alone: no state, no draft, nothing that could be kept or sent.
  const box = useRef<HTMLTextAreaElement>(null);
  const [paste, setPaste] = useState(NOTHING);
  const [isEmpty, setEmpty] = useState(true);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const { secrets } = paste;
  const tooMany = secrets.length > LOOKUP_MAX;
  const read = (text: string) => {
    setFailure(null);
    setEmpty(text.trim() === "");
    setPaste(readPaste(text));
  };
  const submit = () =>
    startTransition(async () => {
      try {
        const problem = await lookUp(await Promise.all(secrets.map(sha256Hex)));
        setFailure(problem);
        if (problem !== null) return;
        if (box.current) box.current.value = "";
        read("");
      } catch (error) {
        setFailure(error instanceof Error ? error.message : "The look-up failed.");
      }
    });
  return (
    <Card>
      <CardHeader
        title={hasResults ? "Look up another" : "What leaked"}
        description="Paste the secret, or any text that holds it: a log line, a file, an address, a chat."
      />
      <CardBody>
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (secrets.length > 0 && !tooMany) submit();
          }}
        >
          <Field
            label="Leaked text"
            help="What you paste stays in this browser. Only the SHA-256 of each secret in it is sent, and that finds the key without giving it away."
          >
            <Textarea
              ref={box}
              rows={hasResults ? 2 : 5}
              className="font-mono text-sm"
              placeholder="kw_…"
              autoComplete="off"
              autoCapitalize="none"
              autoCorrect="off"
              // Spell checkers of browsers may send text to their makers.
              spellCheck={false}
              data-gramm="false"
              onChange={(event) => read(event.target.value)}
            />
          </Field>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Button
              type="submit"
              variant={hasResults ? "secondary" : "primary"}
              pending={pending}
              disabled={secrets.length === 0 || tooMany}
            >
              {secrets.length > 1 ? `Look up ${secrets.length} secrets` : "Look up secret"}
            </Button>
            <div role="status" className="min-w-0 text-sm text-ink-muted">
              {isEmpty ? null : <Found paste={paste} />}
            </div>
          </div>
          <div aria-live="assertive" className="empty:hidden">
            {failure === null ? null : <p className="text-danger-ink">{failure}</p>}
          </div>
        </form>
      </CardBody>
    </Card>
  );
}

function Found({ paste: { secrets, damaged, keyIds } }: { paste: Paste }) {
  const [keyId] = keyIds;
  if (secrets.length > LOOKUP_MAX) {
    return `${secrets.length} secrets found. Look up at most ${LOOKUP_MAX} at once.`;
  }
  const previews = secrets.slice(0, 3).map((secret) => `${secret.slice(0, 7)}…${secret.slice(-4)}`);
  const rest = secrets.length - previews.length;
  return (
    <>
      {secrets.length > 0 ? (
        <span className="font-mono text-xs break-all">
          {previews.join(", ")}
          {rest > 0 ? ` and ${rest} more` : ""}
        </span>
      ) : (
        <span>No secret in this text. </span>
      )}
      {damaged > 0 ? (
        <span className="block">
          {damaged === 1 ? "One begins" : `${damaged} begin`} like a secret but {damaged === 1 ? "is" : "are"}{" "}
          cut off or mistyped: the checksum is wrong.
        </span>
      ) : null}
      {secrets.length === 0 && keyId !== undefined ? (
        <span className="block">
          It holds a key ID, which is safe to share.{" "}
          <TextLink href={`?key=${keyId}`}>Look at that key</TextLink>
        </span>
      ) : null}
    </>
  );
}
