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

/**
 * Sends a mail through `SMTP_URL`; without one, writes it to `<DATA_DIR>/mail`.
 * @throws {Error} When the mail server refuses it or cannot be reached.
 */
export async function sendMail(message: Message): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = env();
  // Automatic: no out-of-office replies to a one-time link.
  const mail = { from: MAIL_FROM, ...message, headers: { "Auto-Submitted": "auto-generated" } };
  if (SMTP_URL !== undefined) {
    holder[slot] ??= openTransport(SMTP_URL);
    await holder[slot].sendMail(mail);
    return;
  }
  const written = await createTransport({ streamTransport: true, buffer: true }).sendMail(mail);
  if (!Buffer.isBuffer(written.message)) throw new Error("The mail was not composed in memory.");
  await storeMail(message, written.message, new Date());
}
