import { expect, test } from "vitest";
import { bodyOf } from "./body";
import { CHOOSABLE_EVENTS, EVENT_TYPES, eventText } from "./event-types";

const place = { publicUrl: "https://keys.example.com", orgSlug: "acme" };
const at = new Date("2026-03-02T12:00:00.000Z");

test.each(Object.entries(EVENT_TYPES))(
  "the example of %s is such an event, and can be told in a line",
  (name, type) => {
    expect(type.data.safeParse(type.example).success).toBe(true);
    const line = eventText(name, type.example);
    expect(line).toMatch(/^[^\n]{10,300}[.?]$/);
    expect(line).not.toMatch(/undefined|null|\[object| {2}| \./);
  },
);

test("a standard body holds type, time and data and nothing else", () => {
  const payload = EVENT_TYPES["key.disabled"].example;
  expect(JSON.parse(bodyOf({ type: "key.disabled", at, payload }, "standard", place))).toEqual({
    type: "key.disabled",
    timestamp: "2026-03-02T12:00:00.000Z",
    data: payload,
  });
});

test("in a chat, a name calls nobody, links nowhere and closes no link", () => {
  const payload = {
    ...EVENT_TYPES["key.disabled"].example,
    keyName: "<!channel> <https://evil.example|Open> & more",
  };
  const { text } = JSON.parse(bodyOf({ type: "key.disabled", at, payload }, "slack", place));
  expect(text).toBe(
    "Key “&lt;!channel&gt; &lt;https://evil.example|Open&gt; &amp; more” was disabled by Ada Example. " +
      `<https://keys.example.com/o/acme/keys/${payload.keyId}|Open>`,
  );
});

test("in a chat, an ID that is none becomes no link", () => {
  const payload = { ...EVENT_TYPES["key.disabled"].example, keyId: "key_1|x><!here" };
  const { text } = JSON.parse(bodyOf({ type: "key.disabled", at, payload }, "slack", place));
  expect(text).not.toContain("<");
});

test("an event of a type that is not known any more is told by its name", () => {
  expect(eventText("key.melted", {})).toBe("key.melted");
  expect(eventText("key.disabled", { keyName: 7 })).toBe("key.disabled");
});

test("the test event cannot be chosen: it reaches whoever asks for it", () => {
  expect(CHOOSABLE_EVENTS).not.toContain("webhook.test");
  expect(CHOOSABLE_EVENTS).toHaveLength(Object.keys(EVENT_TYPES).length - 1);
});
