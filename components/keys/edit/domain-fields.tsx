"use client";

import { Check, X } from "lucide-react";
import { type Control, Controller, useWatch } from "react-hook-form";
import { Checkbox } from "@/components/ui/checkbox";
import { domainExamples } from "./domain-examples";
import type { EditValues } from "./edit-values";
import { EntriesField } from "./entries-field";
import { entriesOf } from "./entry-list";

const SHOWN = 6;

/** What a domain restriction lists, and what that lets pass. */
export function DomainFields({ control }: { control: Control<EditValues> }) {
  const allow = useWatch({ control, name: "domain.allow" });
  return (
    <>
      <EntriesField
        control={control}
        name="domain.allow"
        label="Allowed domains"
        placeholder="shop.example.com, *.example.com, localhost:3000"
        help={
          <>
            Separated by commas. *.example.com stands for every subdomain and not for example.com itself.
            Without a port any port matches; leave out the scheme and the path.{" "}
            <a
              className="text-accent-ink underline underline-offset-4"
              href="/docs/guides/tls-and-domains"
              target="_blank"
              rel="noreferrer"
            >
              What domain rules do not protect
            </a>
          </>
        }
      />
      <Examples text={allow} />
      <Controller
        control={control}
        name="domain.allowMissing"
        render={({ field: { value: checked, onChange: onCheck } }) => (
          <Checkbox
            checked={checked}
            onCheckedChange={(next) => onCheck(next === true)}
            label="Allow calls without Origin"
            help="For apps and servers beside the web site. Anybody who has the key can then call it from a program."
          />
        )}
      />
    </>
  );
}

function Examples({ text }: { text: string }) {
  const entries = [...new Set(entriesOf(text))];
  const examples = entries.map(domainExamples).filter((example) => example !== null);
  if (examples.length === 0) return null;
  return (
    <div className="grid gap-2">
      <p className="font-medium text-sm">What this matches</p>
      <dl className="grid gap-x-6 gap-y-3 rounded-md bg-sunken px-4 py-3 text-sm sm:grid-cols-[minmax(0,auto)_1fr]">
        {examples.slice(0, SHOWN).map(({ pattern, passes, fails }) => (
          <div key={pattern} className="contents">
            <dt className="break-all font-mono text-xs leading-5.5">{pattern}</dt>
            <dd>
              <ul className="flex min-w-0 flex-wrap gap-x-4 gap-y-0.5">
                {passes.map((site) => (
                  <Site key={site} site={site} passes />
                ))}
                {fails.map((site) => (
                  <Site key={site} site={site} passes={false} />
                ))}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
      {examples.length > SHOWN ? (
        <p className="text-sm text-ink-muted">And {examples.length - SHOWN} more, by the same rules.</p>
      ) : null}
    </div>
  );
}

function Site({ site, passes }: { site: string; passes: boolean }) {
  const Icon = passes ? Check : X;
  return (
    <li className="inline-flex min-w-0 items-center gap-1.5">
      <Icon
        aria-hidden="true"
        className={passes ? "size-3.5 shrink-0 text-ok-ink" : "size-3.5 shrink-0 text-danger-ink"}
      />
      <span className="sr-only">{passes ? "passes:" : "refused:"}</span>
      <span className="min-w-0 break-all text-ink-muted">{site}</span>
    </li>
  );
}
