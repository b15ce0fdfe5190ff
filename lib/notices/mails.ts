import { env } from "@/lib/env";
import { compose, type Message } from "@/lib/mail/message";
import type { NoticeWords } from "./kinds";

const LISTED = 20;
const when = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "UTC",
});

type About = { to: string; org: { slug: string; name: string }; notices: readonly NoticeWords[] };

/** One mail about what a person has to know of one organization: one thing with its words, or several as a list. */
export function noticeMail({ to, org, notices }: About): Message {
  const [first] = notices;
  if (first === undefined) throw new Error("There is nothing to say.");
  const footer = `You get this as a member of ${org.name} at ${env().PROVIDER_NAME}. The bell in the dashboard says the same.`;
  if (notices.length === 1) {
    return compose({
      to,
      subject: first.title,
      before: ["Hello,", `${first.title}.`, ...dueLine(first), first.body],
      link: { label: first.link.label, url: pageUrl(org.slug, first.link.path) },
      after: [footer],
    });
  }
  const more = notices.length - LISTED;
  return compose({
    to,
    subject: `${notices.length} things to know about your keys at ${org.name}`,
    before: [
      "Hello,",
      ...notices.slice(0, LISTED).map((notice) => [`${notice.title}.`, ...dueLine(notice)].join(" ")),
      ...(more > 0 ? [`And ${more} more.`] : []),
    ],
    link: { label: "Open keys", url: pageUrl(org.slug, "keys") },
    after: [footer],
  });
}

function dueLine({ due }: NoticeWords): string[] {
  return due === null ? [] : [`${due.label}: ${when.format(Date.parse(due.at))} UTC.`];
}

function pageUrl(slug: string, path: string): string {
  return new URL(`o/${slug}/${path}`, `${env().PUBLIC_URL}/`).toString();
}
