"use client";

import { Check, CircleAlert, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Tab, TabList, TabPanel, Tabs } from "@/components/ui/tabs";
import { useCopy } from "@/components/ui/use-copy";
import { CodeBox } from "./code-box";
import type { ExampleCall } from "./example-calls";
import { LANGUAGES, type Language, snippetOf } from "./snippets";

type SnippetTabsProps = {
  call: ExampleCall;
  publicUrl: string;
  preview: { head: string; tail: string };
  allowQueryKey: boolean;
  /** Fetches the secret after a click; null when the viewer may not have it. */
  secret: (() => Promise<string>) | null;
};

const PLACEHOLDER = "YOUR_API_KEY";

/** The same call in several languages. The real secret exists between the click and the clipboard only. */
export function SnippetTabs({ call, publicUrl, preview, allowQueryKey, secret }: SnippetTabsProps) {
  const [language, setLanguage] = useState<Language>("curl");
  const shown = secret ? `kw_${preview.head}…${preview.tail}` : PLACEHOLDER;
  const languages = LANGUAGES.filter(({ id }) => id !== "browser" || allowQueryKey);
  return (
    <Tabs value={language} onValueChange={(value) => setLanguage(value as Language)}>
      <TabList aria-label="Language">
        {languages.map(({ id, label }) => (
          <Tab key={id} value={id}>
            {label}
          </Tab>
        ))}
      </TabList>
      {languages.map(({ id, label }) => (
        <TabPanel key={id} value={id} className="mt-3">
          <Snippet
            label={label}
            shown={snippetOf(id, call, publicUrl, shown)}
            source={() =>
              secret
                ? secret().then((value) => snippetOf(id, call, publicUrl, value))
                : snippetOf(id, call, publicUrl, PLACEHOLDER)
            }
            isSecret={secret !== null}
          />
          {id === "browser" ? (
            <p className="mt-2 text-sm text-ink-muted">
              Anyone who sees this address can use the key: it stands in histories and logs. In programs, send
              the header.
            </p>
          ) : null}
        </TabPanel>
      ))}
    </Tabs>
  );
}

type SnippetProps = {
  label: string;
  shown: string;
  source: () => string | Promise<string>;
  isSecret: boolean;
};

function Snippet({ label, shown, source, isSecret }: SnippetProps) {
  const [state, copy] = useCopy(source);
  const Icon = { idle: Copy, fetching: Copy, copied: Check, failed: CircleAlert }[state.phase];
  const told =
    state.phase === "copied"
      ? isSecret
        ? "Copied. Treat it like a password."
        : "Copied"
      : state.phase === "failed"
        ? state.reason
        : "";
  return (
    <div className="min-w-0 rounded-lg border border-line bg-sunken">
      <div className="flex items-center justify-end gap-3 border-b border-line px-1.5 py-1">
        <span role="status" className="min-w-0 truncate text-sm text-ink-muted">
          {told}
        </span>
        <Button
          size="sm"
          variant="ghost"
          pending={state.phase === "fetching"}
          onClick={() => void copy()}
          aria-label={`Copy ${label} snippet`}
        >
          <Icon aria-hidden="true" />
          Copy
        </Button>
      </div>
      <CodeBox label={`${label} snippet`} code={shown} />
    </div>
  );
}
