"use client";

import { exampleOf } from "@/components/first-call/example-calls";
import { CodeBlock } from "@/components/ui/code-block";
import { formatRelative } from "@/components/ui/format-time";
import { useNow } from "@/components/ui/use-now";
import type { TestToken } from "@/lib/tokens/mint-test";
import { callWithToken } from "./token-snippets";

/** The token itself, how long it lives, and a call with it. It is gone when this closes. */
export function MintedToken({ minted, edgeUrl }: { minted: TestToken; edgeUrl: string }) {
  const products = minted.scope.split(" ").map((part) => part.split(":", 1)[0] ?? "");
  const example = products.map(exampleOf).find((call) => call !== undefined);
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="grid grid-cols-1 gap-1.5">
        <p className="font-medium">Token</p>
        <CodeBlock code={minted.token} label="token" wrap />
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-muted">
          <Ending at={minted.expiresAt} />
          <span className="flex flex-wrap gap-x-3 font-mono">
            {minted.scope.split(" ").map((part) => (
              <span key={part} className="whitespace-nowrap">
                {part}
              </span>
            ))}
          </span>
        </p>
      </div>
      {example ? (
        <div className="grid grid-cols-1 gap-1.5">
          <p className="font-medium">A call with it</p>
          <CodeBlock
            label="curl command"
            code={callWithToken(
              edgeUrl + example.path,
              example.kind === "image" ? example.file : null,
              minted.token,
            )}
          >
            {callWithToken(
              edgeUrl + example.path,
              example.kind === "image" ? example.file : null,
              `${minted.token.slice(0, 12)}…`,
            )}
          </CodeBlock>
        </div>
      ) : null}
    </div>
  );
}

function Ending({ at }: { at: string }) {
  const now = useNow();
  const atMs = Date.parse(at);
  if (now >= atMs) return <span className="text-danger-ink">Ended. Mint another one.</span>;
  return (
    <span>
      Ends <time dateTime={at}>{formatRelative(atMs, now)}</time>, or earlier with its key
    </span>
  );
}
