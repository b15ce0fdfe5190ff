import { CircleSlash, Clock } from "lucide-react";
import type { ReactNode } from "react";
import { RelativeTime } from "@/components/ui/relative-time";
import type { KeyDetails } from "@/lib/keys/get";
import { KeyIdChip } from "./key-id-chip";

type RefusedNoticeProps = {
  details: Pick<KeyDetails, "id" | "status" | "disabledAt" | "disabledReason" | "validFrom" | "expiresAt">;
  providerName: string;
  supportEmail: string;
  /** The way to support, for who is no further by reading why. */
  contact: ReactNode;
};

/** Why calls with this key are refused right now, since when, and what to do; nothing while they are not. */
export function RefusedNotice({ details, providerName, supportEmail, contact }: RefusedNoticeProps) {
  switch (details.status) {
    case "disabled":
      return (
        <Notice code="key_disabled" title="This key is disabled" icon={CircleSlash} contact={contact}>
          <p>
            Somebody in your organization disabled it <RelativeTime at={details.disabledAt} isPast />.
          </p>
          <Reason text={details.disabledReason} />
          <p>Its creator or an admin can enable it again, from the “…” menu above.</p>
        </Notice>
      );
    case "disabled_by_staff":
      return (
        <Notice
          code="key_disabled"
          title={`${providerName} disabled this key`}
          icon={CircleSlash}
          contact={contact}
        >
          <p>
            It happened <RelativeTime at={details.disabledAt} isPast />. Nobody in your organization can
            enable it.
          </p>
          <Reason text={details.disabledReason} />
          <p>
            Write to{" "}
            <a className="text-accent-ink underline underline-offset-4" href={`mailto:${supportEmail}`}>
              {supportEmail}
            </a>{" "}
            and quote the key ID <KeyIdChip keyId={details.id} />
          </p>
        </Notice>
      );
    case "expired":
      return (
        <Notice code="key_expired" title="This key has expired" icon={Clock} contact={contact}>
          <p>
            It stopped working <RelativeTime at={details.expiresAt} />. Create a new key for whatever still
            uses it.
          </p>
        </Notice>
      );
    case "not_yet_valid":
      return (
        <Notice code="key_not_yet_valid" title="This key is not valid yet" icon={Clock} contact={contact}>
          <p>
            It starts to work <RelativeTime at={details.validFrom} />.
          </p>
        </Notice>
      );
    case "active":
    case "deleted":
      return null;
  }
}

type NoticeProps = {
  code: string;
  title: string;
  icon: typeof Clock;
  contact: ReactNode;
  children: ReactNode;
};

function Notice({ code, title, icon: Icon, contact, children }: NoticeProps) {
  return (
    <section
      aria-label={title}
      className="mb-6 flex gap-3 rounded-lg border border-line-strong bg-sunken p-5"
    >
      <Icon aria-hidden="true" className="mt-1 size-4 shrink-0 text-ink-muted" />
      <div className="grid min-w-0 gap-1.5 text-ink-muted">
        <h2 className="font-medium text-ink text-lg">{title}</h2>
        <p>
          Every call with it is refused with{" "}
          <a className="text-accent-ink underline underline-offset-4" href={`/docs/errors#${code}`}>
            <code className="font-mono text-sm">{code}</code>
          </a>
          .
        </p>
        {children}
        <div className="mt-2 empty:hidden">{contact}</div>
      </div>
    </section>
  );
}

function Reason({ text }: { text: string | null }) {
  return (
    <p>
      Reason: <span className="text-ink">{text ?? "none was given."}</span>
    </p>
  );
}
