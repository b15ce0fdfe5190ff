import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { generateSecret } from "@/lib/edge/secret-format";
import { generateToken } from "@/lib/management/token-format";
import { findingsOfGithub, findingsOfReport } from "./findings";
import { GithubReport, LeakReportBody } from "./schemas";

const digestOf = (secret: string) => createHash("sha256").update(secret).digest("hex");
const github = (match: object) =>
  findingsOfGithub(GithubReport.parse([{ token: generateSecret(), ...match }]));

test("a secret becomes its digest, and nothing else of it is kept", () => {
  const secret = generateSecret();
  const url = `https://github.com/a/b?key=${secret}`;
  const [finding] = github({ token: secret, url, type: "keyward_key", source: "Gist_content" });
  expect(finding).toEqual({
    digest: digestOf(secret),
    url: "https://github.com/a/b?key=kw_redacted",
    type: "gist_content",
  });
});

test("every secret in a longer text is found; what is none of ours by its checksum is dropped", () => {
  const [one, two] = [generateSecret(), generateSecret()];
  const wrong = `${one.slice(0, -1)}${one.endsWith("0") ? "1" : "0"}`;
  expect(github({ token: `a=${one}&b=${two}` }).map(({ digest }) => digest)).toEqual(
    [one, two].map(digestOf),
  );
  for (const token of [wrong, "", "some_token", generateToken("leaks")])
    expect(github({ token })).toEqual([]);
});

test("management tokens are found as secrets are, and one is not hidden by what only looks like one before it", () => {
  const [secret, token] = [generateSecret(), generateToken()];
  expect(github({ token: `kwm_${"a".repeat(46)}${token} ${secret}` }).map(({ digest }) => digest)).toEqual(
    [secret, token].map(digestOf),
  );
  const report = LeakReportBody.parse({ findings: [{ token }, { sha256: digestOf(token) }] });
  expect(findingsOfReport(report).map(({ digest }) => digest)).toEqual([digestOf(token), digestOf(token)]);
});

test.each([
  ["javascript:alert(1)"],
  ["data:text/html,x"],
  ["//github.com/a"],
  ["https://user:pass@github.com/a"],
  ["not a url"],
  [`https://github.com/${"a".repeat(3_000)}`],
  [7],
  [null],
])("%s becomes no link, and the finding stays", (url) => {
  expect(github({ url })).toMatchObject([{ url: "", type: "" }]);
});

test("what kind of place it is stays one line", () => {
  expect(github({ source: "commit\u202e\n<b>" })[0]?.type).toBe("commit <b>");
});

test("others may report a secret or its SHA-256, and nothing that is neither", () => {
  const secret = generateSecret();
  const body = LeakReportBody.parse({
    findings: [
      { token: secret, type: "paste" },
      { sha256: digestOf(secret), url: "https://example.com/" },
    ],
  });
  expect(findingsOfReport(body)).toEqual([
    { digest: digestOf(secret), url: "", type: "paste" },
    { digest: digestOf(secret), url: "https://example.com/", type: "" },
  ]);
  for (const wrong of [{}, { findings: [] }, { findings: [{}] }, { findings: [{ sha256: "AB" }] }]) {
    expect(LeakReportBody.safeParse(wrong).success).toBe(false);
  }
});
