"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { CodeBlock } from "@/components/ui/code-block";

type RecoveryCodesProps = { codes: readonly string[]; onDone: () => void };

/** The codes, shown this once. They can be left only after saying that they are kept. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const [isKept, setIsKept] = useState(false);
  const text = codes.join("\n");
  return (
    <div className="grid gap-4">
      <Banner tone="warn" title="Keep these recovery codes now">
        They are not shown again. Each signs you in once, in place of the app, should you lose it.
      </Banner>
      <CodeBlock code={text} label="recovery codes" />
      <div>
        <Button asChild>
          <a
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
            download="keyward-recovery-codes.txt"
          >
            <Download aria-hidden="true" />
            Download codes
          </a>
        </Button>
      </div>
      <Checkbox
        label="I have kept these codes in a safe place"
        checked={isKept}
        onCheckedChange={(checked) => setIsKept(checked === true)}
      />
      <div>
        <Button variant="primary" disabled={!isKept} onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  );
}
