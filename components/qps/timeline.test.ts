import { expect, test } from "vitest";
import type { QpsSaid, QpsStep } from "@/lib/qps/views";
import { timelineOf } from "./timeline";

const at = (hour: number) => `2026-03-02T${String(hour).padStart(2, "0")}:00:00.000Z`;
const step = (hour: number, what: QpsStep["what"]): QpsStep => ({ at: at(hour), what, by: null });
const said = (hour: number, kind: QpsSaid["kind"]): QpsSaid => ({
  id: `msg_${hour}`,
  at: at(hour),
  kind,
  isStaff: kind === "question",
  author: null,
  body: `Said at ${hour}.`,
});

test("a question and its answer appear once, in their place among the steps; what is to come is last", () => {
  const entries = timelineOf({
    steps: [
      step(1, "drafted"),
      step(2, "submitted"),
      step(3, "asked"),
      step(4, "answered"),
      step(5, "approved"),
      step(20, "starts"),
      step(22, "ends"),
    ],
    messages: [said(3, "question"), said(4, "answer"), said(21, "comment")],
    decisionNote: "Half of it for now.",
  });
  expect(entries.map((entry) => (entry.kind === "step" ? entry.step.what : entry.said.kind))).toEqual([
    "drafted",
    "submitted",
    "question",
    "answer",
    "approved",
    "comment",
    "starts",
    "ends",
  ]);
  expect(entries[4]).toMatchObject({ body: "Half of it for now." });
  expect(entries.filter((entry) => entry.kind === "step" && entry.isFuture)).toHaveLength(2);
});

test("what was sent at once is not told as a draft before", () => {
  const { length, 0: only } = timelineOf({
    steps: [step(1, "drafted"), step(1, "submitted")],
    messages: [],
    decisionNote: "",
  });
  expect(length).toBe(1);
  expect(only).toMatchObject({ step: { what: "submitted" } });
});

test("a note belongs to the decision only", () => {
  const entries = timelineOf({
    steps: [step(1, "submitted"), step(2, "withdrawn")],
    messages: [],
    decisionNote: "Not needed.",
  });
  expect(entries.map((entry) => (entry.kind === "step" ? entry.body : ""))).toEqual([null, "Not needed."]);
});
