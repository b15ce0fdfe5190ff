import { createTransport } from "nodemailer";
import { env } from "@/lib/env";
import type { Message } from "./message";
import { storeMail } from "./outbox";

const TIMEOUTS_MS = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 20_000 };

function openTransport(url: string) {
  return createTransport({ url, pool: true, maxConnections: 2, ...TIMEOUTS_MS });
}

const slot = Symbol.for("keyward.smtp");
const holder = globalThis as typeof globalThis & { [slot]?: ReturnType<typeof openTransport> };

/** Names a mail that may be sent twice, by a process that did not hear of the first time. */
export type MailOnce = { id: string; at: Date };

/**
 * Sends a mail through `SMTP_URL`; without one, writes it to `<DATA_DIR>/mail`.
 *
 * With `once` a second time carries the same `Message-ID`, by which mail programs know it again; on disk there is one.
 * @throws {Error} When the mail server refuses it or cannot be reached.
 */
export async function sendMail(message: Message, once?: MailOnce): Promise<void> {
  const { SMTP_URL, MAIL_FROM, PUBLIC_URL } = env();
  const messageId = once && `<${once.id}@${new URL(PUBLIC_URL).hostname}>`;
  // Automatic: no out-of-office replies to a one-time link.
  const headers = { "Auto-Submitted": "auto-generated" };
  const mail = { from: MAIL_FROM, ...message, headers, ...(messageId && { messageId }) };
  if (SMTP_URL !== undefined) {
    holder[slot] ??= openTransport(SMTP_URL);
    await holder[slot].sendMail(mail);
    return;
  }
  const written = await createTransport({ streamTransport: true, buffer: true }).sendMail(mail);
  if (!Buffer.isBuffer(written.message)) throw new Error("The mail was not composed in memory.");
  await storeMail(message, written.message, once?.at ?? new Date(), once?.id);
}
