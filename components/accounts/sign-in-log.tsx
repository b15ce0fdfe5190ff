import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { SignInItem } from "@/lib/accounts/sign-in-log/list";
import { describeBrowser } from "./describe-browser";

const SHOWN = {
  password: "password",
  code: "code of the app",
  recovery_code: "recovery code",
  provider: "identity provider",
} as const satisfies Record<SignInItem["method"], string>;

const OUTCOMES = {
  signed_in: { tone: "ok", word: "Signed in" },
  code_asked: { tone: "info", word: "Asked for a code" },
  refused: { tone: "danger", word: "Refused" },
} as const satisfies Record<SignInItem["outcome"], object>;

/** What was tried, with what, from where and when. */
export function SignInLog({ attempts }: { attempts: readonly SignInItem[] }) {
  if (attempts.length === 0)
    return <p className="text-ink-muted">Nobody has signed in since this is recorded.</p>;
  return (
    <ul
      aria-label="Sign-ins"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="max-h-96 divide-y divide-line overflow-y-auto"
    >
      {attempts.map(({ id, at, outcome, method, ip, userAgent }) => (
        <li
          key={id}
          className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2.5 first:pt-0 last:pb-0"
        >
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-x-3">
              <Badge tone={OUTCOMES[outcome].tone}>{OUTCOMES[outcome].word}</Badge>
              <span>with {SHOWN[method]}</span>
            </p>
            <p className="text-sm text-ink-muted">
              {describeBrowser(userAgent)} · <span className="font-mono text-xs break-all">{ip}</span>
            </p>
          </div>
          <span className="text-sm text-ink-muted">
            <RelativeTime at={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
