"use client";

import { CodeBlock } from "@/components/ui/code-block";
import { Tab, TabList, TabPanel, Tabs } from "@/components/ui/tabs";
import { Text } from "../../_components/prose";

export type ShownExample = {
  readonly id: string;
  readonly label: string;
  readonly note: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
};

export function GatewayTabs({ examples }: { examples: readonly ShownExample[] }) {
  return (
    <Tabs defaultValue={examples[0]?.id ?? ""} className="grid min-w-0 gap-3">
      <TabList aria-label="Gateways">
        {examples.map(({ id, label }) => (
          <Tab key={id} value={id}>
            {label}
          </Tab>
        ))}
      </TabList>
      {examples.map(({ id, label, note, files }) => (
        <TabPanel key={id} value={id} className="grid min-w-0 gap-3">
          <Text>{note}</Text>
          {files.map(({ name, text }) => (
            <figure key={name} className="grid min-w-0 gap-1.5">
              <figcaption className="font-mono text-sm text-ink-muted">{`examples/${id}/${name}`}</figcaption>
              <CodeBlock label={`${name} for ${label}`} code={text} className="[&>pre]:max-h-[32rem]" />
            </figure>
          ))}
        </TabPanel>
      ))}
    </Tabs>
  );
}
