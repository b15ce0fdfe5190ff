import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { env } from "@/lib/env";
import {
  alreadyRegisteredMail,
  passwordChangedMail,
  resetPasswordMail,
  verifyEmailMail,
} from "./account-mails";
import { compose } from "./message";
import { listStoredMails } from "./outbox";
import { sendMail } from "./send";

const to = "ada@example.test";
const token = "t".repeat(43);

test("every mail has the same words as text and as HTML, and links to the configured public URL only", () => {
  for (const mail of [
    verifyEmailMail({ to, token }),
    resetPasswordMail({ to, token }),
    alreadyRegisteredMail({ to }),
    passwordChangedMail({ to }),
  ]) {
    const links = [...mail.text.matchAll(/https?:\/\/\S+/g), ...mail.html.matchAll(/href="([^"]+)"/g)].map(
      (match) => match[1] ?? match[0],
    );
    expect(links.length).toBeGreaterThan(1);
    for (const link of links) expect(link.startsWith(`${env().PUBLIC_URL}/`)).toBe(true);
    expect(mail.html).toContain(links[0]);
  }
});

test("what is put into a mail cannot become markup", () => {
  const { html } = compose({
    to,
    subject: "</title><script>",
    before: ['<img src=x onerror="1">'],
    after: ["'&"],
  });
  expect(html).not.toMatch(/<script|<img/);
  expect(html).toContain("&lt;img src=x onerror=&quot;1&quot;&gt;");
});

test("without a mail server a mail is kept for its owner's eyes, whole, and listed newest first", async () => {
  expect(await listStoredMails()).toEqual([]);
  await sendMail(verifyEmailMail({ to, token }));
  await sendMail(resetPasswordMail({ to, token }));
  const [latest, first] = await listStoredMails();
  expect(latest?.at.localeCompare(first?.at ?? "")).toBeGreaterThanOrEqual(0);
  const folder = join(env().DATA_DIR, "mail");
  const names = readdirSync(folder);
  expect(names.map((name) => name.split(".").at(-1)).sort()).toEqual(["eml", "eml", "json", "json"]);
  for (const name of names) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  const eml = readFileSync(join(folder, names.find((name) => name.endsWith(".eml")) ?? ""), "utf8");
  expect(eml).toMatch(/^To: ada@example\.test/m);
  expect(eml).toContain("Auto-Submitted: auto-generated");
  expect(eml).toContain("multipart/alternative");
});

test("an address cannot carry a second recipient or a header", async () => {
  await sendMail(
    compose({
      to: "ada@example.test\r\nBcc: all@example.test",
      subject: "a\r\nX-Evil: 1",
      before: ["x"],
      after: [],
    }),
  );
  const folder = join(env().DATA_DIR, "mail");
  const all = readdirSync(folder)
    .filter((name) => name.endsWith(".eml"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  for (const eml of all) expect(eml.split(/\r?\n\r?\n/)[0]).not.toMatch(/^(Bcc|X-Evil):/m);
});
