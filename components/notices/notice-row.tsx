import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { NoticeItem } from "@/lib/notices/schemas";

type NoticeRowProps = {
  notice: NoticeItem;
  /** Named only where a person is in several. */
  showOrg: boolean;
  /** The person follows the link. */
  onOpen: () => void;
  /** Offered for unread ones, where there is room for it. */
  onMark?: () => void;
};

/** One thing to know, and the way to where it can be dealt with. */
export function NoticeRow({ notice, showOrg, onOpen, onMark }: NoticeRowProps) {
  const { title, body, due, link, orgName, createdAt, isRead } = notice;
  return (
    <li className="grid grid-cols-[0.5rem_1fr] gap-x-3 py-4">
      <span className="pt-1.5">
        {isRead ? null : <span className="block size-2 rounded-full bg-accent" />}
        <span className="sr-only">{isRead ? "Read." : "Unread."}</span>
      </span>
      <div className="min-w-0">
        <p className="font-medium break-words">{title}</p>
        {due ? (
          <p className="mt-0.5 text-sm">
            {due.label} <RelativeTime at={due.at} className="font-medium" />
          </p>
        ) : null}
        <p className="mt-0.5 text-ink-muted text-sm">{body}</p>
        <p className="mt-1.5 flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
          <TextLink href={link.href} prefetch={false} onClick={onOpen}>
            {link.label}
          </TextLink>
          <span className="text-ink-muted">
            {showOrg ? `${orgName} · ` : null}
            <RelativeTime at={createdAt} isPast />
          </span>
          {onMark && !isRead ? (
            <Button variant="link" size="sm" className="text-sm" onClick={onMark}>
              Mark as read<span className="sr-only">: {title}</span>
            </Button>
          ) : null}
        </p>
      </div>
    </li>
  );
}
