"use client";

import { useState } from "react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Select } from "@/components/ui/select";
import type { Answer } from "@/lib/support/answers";

/** Answers to copy into the ticket. */
export function AnswersCard({ answers }: { answers: readonly Answer[] }) {
  const [at, setAt] = useState("0");
  const answer = answers[Number(at)] ?? answers[0];
  if (answer === undefined) return null;
  const options = answers.map(({ title }, index) => ({ value: String(index), label: title }));
  return (
    <Card>
      <CardHeader
        title="Answer to copy"
        actions={<CopyButton text={answer.text} label="Copy answer" />}
        description="Holds nothing the customer may not know."
      />
      <CardBody className="grid gap-3">
        {options.length === 1 ? null : (
          <Select aria-label="Answer" options={options} value={at} onValueChange={setAt} />
        )}
        <p className="max-h-80 overflow-y-auto rounded-md border border-line bg-sunken p-3 text-sm whitespace-pre-wrap wrap-anywhere">
          {answer.text}
        </p>
      </CardBody>
    </Card>
  );
}
