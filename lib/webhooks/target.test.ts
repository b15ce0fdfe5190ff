import { expect, test } from "vitest";
import { isDomainError } from "@/lib/errors/domain-error";
import { requireTarget, targetFault, targetRules } from "./target";

const production = targetRules({ KEYWARD_DEMO: undefined, WEBHOOK_PRIVATE_CIDRS: "" });
const demo = targetRules({ KEYWARD_DEMO: "1", WEBHOOK_PRIVATE_CIDRS: "" });
const office = targetRules({ KEYWARD_DEMO: undefined, WEBHOOK_PRIVATE_CIDRS: "10.20.0.0/16" });

test.each([
  "http://93.184.215.14/",
  "ftp://example.com/",
  "file:///etc/passwd",
  "gopher://example.com/",
  "https://user:secret@93.184.215.14/",
  "https://93.184.215.14/#x",
  "https://127.0.0.1/",
  "https://127.1/",
  "https://2130706433/",
  "https://0x7f.1/",
  "https://017700000001/",
  "https://[::1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:a9fe:a9fe]/",
  "https://[64:ff9b::a9fe:a9fe]/",
  "https://[2002:7f00:1::]/",
  "https://0.0.0.0/",
  "https://10.20.0.1/",
  "https://172.16.0.1/",
  "https://192.168.1.1/",
  "https://100.64.0.1/",
  "https://169.254.169.254/latest/meta-data/",
  "https://[fe80::1]/",
  "https://[fd00:ec2::254]/",
  "https://224.0.0.1/",
  "not a url",
])("nothing is sent to %s", (url) => {
  expect(targetFault(url, production)).not.toBeNull();
});

test("a public address over TLS passes, a network that operators name too, and a demo's own machine", () => {
  expect(targetFault("https://93.184.215.14/hook?token=1", production)).toBeNull();
  expect(targetFault("https://10.20.0.1/", office)).toBeNull();
  expect(targetFault("https://10.21.0.1/", office)).not.toBeNull();
  expect(targetFault("http://10.20.0.1/", office)).toBe("Only https:// can be called.");
  expect(targetFault("http://127.0.0.1:9000/", demo)).toBeNull();
  expect(targetFault("http://192.168.1.1/", demo)).not.toBeNull();
});

test("a name is refused when it is saved if it leads to a private address, nowhere, or back to Keyward", async () => {
  const faultOf = async (url: string, addresses: string[] | null) => {
    try {
      await requireTarget(url, production, async () => addresses ?? Promise.reject(new Error("ENOTFOUND")));
      return null;
    } catch (error) {
      if (!isDomainError(error)) throw error;
      return error.fields?.url?.[0] ?? error.code;
    }
  };
  expect(await faultOf("https://hooks.example.com/x", ["93.184.215.14"])).toBeNull();
  expect(await faultOf("https://hooks.example.com/x", ["169.254.169.254"])).toMatch("public address");
  expect(await faultOf("https://hooks.example.com/x", null)).toMatch("Nobody knows the name");
  expect(await faultOf("https://localhost/", ["127.0.0.1"])).toMatch("public address");
});

test("Keyward itself takes no webhooks", async () => {
  await expect(requireTarget("http://localhost:3000/o/acme", demo)).rejects.toMatchObject({
    fields: { url: ["This is Keyward itself, which takes no webhooks."] },
  });
});
