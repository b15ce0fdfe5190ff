import { env } from "@/lib/env";
import { compose, type Message } from "@/lib/mail/message";
import type { NoticeAudience, NoticeWords } from "./kind";
import { noticeHref } from "./kinds";

const LISTED = 20;
const when = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "UTC",
});

type About = {
  to: string;
  audience: NoticeAudience;
  org: { slug: string; name: string };
  notices: readonly NoticeWords[];
};

/** How a mail to each audience is worded where there is more than one thing to say, and how it ends. */
const WORDING = {
  members: {
    many: "things to know about your keys at",
    all: { label: "Open keys", path: "keys" },
    reason: (org: string, provider: string) => `You get this as a member of ${org} at ${provider}.`,
  },
  staff: {
    many: "things to do or know about",
    all: { label: "Open the console", path: "" },
    reason: (_org: string, provider: string) => `You get this as one of the staff of ${provider}.`,
  },
} as const satisfies Record<NoticeAudience, unknown>;

/** One mail about what a person has to know of one organization: one thing with its words, or several as a list. */
export function noticeMail({ to, audience, org, notices }: About): Message {
  const [first] = notices;
  if (first === undefined) throw new Error("There is nothing to say.");
  const { many, all, reason } = WORDING[audience];
  const footer = `${reason(org.name, env().PROVIDER_NAME)} The bell in the dashboard says the same, and there you choose what to be told of.`;
  const linkOf = (words: Pick<NoticeWords, "link">) => ({
    label: words.link.label,
    url: new URL(noticeHref(audience, org.slug, words).slice(1), `${env().PUBLIC_URL}/`).toString(),
  });
  if (notices.length === 1) {
    return compose({
      to,
      subject: first.title,
      before: ["Hello,", `${first.title}.`, ...dueLine(first), first.body],
      link: linkOf(first),
      after: [footer],
    });
  }
  const more = notices.length - LISTED;
  return compose({
    to,
    subject: `${notices.length} ${many} ${org.name}`,
    before: [
      "Hello,",
      ...notices.slice(0, LISTED).map((notice) => [`${notice.title}.`, ...dueLine(notice)].join(" ")),
      ...(more > 0 ? [`And ${more} more.`] : []),
    ],
    link: linkOf({ link: all }),
    after: [footer],
  });
}

function dueLine({ due }: NoticeWords): string[] {
  return due === null ? [] : [`${due.label}: ${when.format(Date.parse(due.at))} UTC.`];
}
