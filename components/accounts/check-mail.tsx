import { MailCheck } from "lucide-react";
import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/text-link";

type CheckMailProps = {
  email: string;
  children: ReactNode /** A demo sends no mail; it keeps it on a page. */;
  mailPage: boolean;
};

/** What to do after a mail was asked for. Says the same whether or not one was sent. */
export function CheckMail({ email, children, mailPage }: CheckMailProps) {
  return (
    <div role="status" className="grid gap-3">
      <h2 className="flex items-center gap-2 font-medium text-lg">
        <MailCheck aria-hidden="true" className="size-5 text-accent-ink" />
        Check your mail
      </h2>
      <p>
        If everything is in order, a mail is on its way to{" "}
        <span className="font-medium wrap-anywhere">{email}</span>. {children}
      </p>
      <p className="text-ink-muted">
        {mailPage ? (
          <>
            This demo sends no mail: <TextLink href="/mail">read it here</TextLink>.
          </>
        ) : (
          "It can take a minute. Look in the spam folder too."
        )}
      </p>
    </div>
  );
}
