/** A mail as the templates make it: the same words as plain text and as simple HTML. */
export type Message = { to: string; subject: string; text: string; html: string };

type Words = {
  to: string;
  subject: string;
  /** Paragraphs above the link. */
  before: readonly string[];
  link?: { label: string; url: string };
  /** Paragraphs below it. */
  after: readonly string[];
};

/** Both forms of a mail from one set of words; everything is escaped. */
export function compose({ to, subject, before, link, after }: Words): Message {
  const text = [...before, ...(link ? [`${link.label}:\n${link.url}`] : []), ...after].join("\n\n");
  const paragraph = (words: string) => `<p style="margin:0 0 16px">${escapeHtml(words)}</p>`;
  const button = link
    ? [
        `<p style="margin:0 0 16px"><a href="${escapeHtml(link.url)}" style="display:inline-block;padding:10px 16px;border-radius:6px;background:#0f766e;color:#ffffff;text-decoration:none">${escapeHtml(link.label)}</a></p>`,
        `<p style="margin:0 0 16px;color:#52525b;font-size:13px">Or open this address: ${escapeHtml(link.url)}</p>`,
      ]
    : [];
  const body = [...before.map(paragraph), ...button, ...after.map(paragraph)].join("\n");
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;background:#ffffff;color:#18181b;font:15px/1.5 system-ui,sans-serif"><div style="max-width:520px">
${body}
</div></body></html>`;
  return { to, subject, text: `${text}\n`, html };
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(words: string): string {
  return words.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
