import { describe, expect, test } from "vitest";
import { findingsOf } from "./findings";
import type { InstanceHealth } from "./instance-health";
import type { EdgeView } from "./live-edges";
import type { SystemFacts } from "./system-facts";

const AT = "2026-11-22T12:00:00.000Z";

const HEALTH: InstanceHealth = {
  feed: { isConnected: true, lagMs: 800 },
  products: { prd_map: 4 },
  applied: { tookMs: 20, at: AT },
  databaseMs: 2,
  keys: { cached: 10, lookUps: 0 },
  journal: { bytes: 4000, heldRecords: 0, droppedRecords: 0, behindSince: null },
  shared: null,
  shedding: 0,
  memoryBytes: 1e8,
  upstreams: [],
};

const edge = (over: Partial<EdgeView> = {}, health: Partial<InstanceHealth> | null = {}): EdgeView => ({
  id: "ins_abcdefghijklmnopqrst01",
  host: "edge-1",
  kind: "standalone",
  version: "1.0.0",
  startedAt: "2026-11-22T11:00:00.000Z",
  seenAt: AT,
  isLive: true,
  health: health && { ...HEALTH, ...health },
  ...over,
});

const facts = (over: Partial<SystemFacts> = {}): SystemFacts => ({
  readAt: AT,
  version: "1.0.0",
  isShared: false,
  edges: [edge()],
  database: {
    version: "18.4",
    bytes: 1e7,
    connections: 10,
    maxConnections: 100,
    longestMs: 5,
    isReplica: false,
    tookMs: 1,
  },
  upstreams: [],
  ...over,
});

const PRODUCTS = [{ id: "prd_map", name: "Map", version: 4 }];
const tell = (given: SystemFacts, products = PRODUCTS) =>
  findingsOf(given, products).map(({ tone, what }) => `${tone}: ${what}`);
const ofEdge = (health: Partial<InstanceHealth> | null, over: Partial<EdgeView> = {}) =>
  tell(facts({ edges: [edge(over, health)] }));

const journal = (over: Partial<InstanceHealth["journal"]>) => ({ journal: { ...HEALTH.journal, ...over } });

test("what works is no finding", () => {
  expect(tell(facts())).toEqual([]);
});

describe("an edge needs somebody when", () => {
  test.each<[string, Partial<InstanceHealth> | null, string]>([
    [
      "it hears of no changes",
      { feed: { isConnected: false, lagMs: 900 } },
      "danger: Edge qrst01 on edge-1 has not heard of changes for 1 s",
    ],
    [
      "it lags behind",
      { feed: { isConnected: true, lagMs: 61_000 } },
      "danger: Edge qrst01 on edge-1 has not heard of changes for 61 s",
    ],
    [
      "a product is older than what was saved",
      { products: { prd_map: 3 } },
      "warn: Edge qrst01 on edge-1 does not go by the newest Map",
    ],
    [
      "it knows a product not at all",
      { products: {} },
      "warn: Edge qrst01 on edge-1 does not go by the newest Map",
    ],
    [
      "a change took longer than is promised",
      { applied: { tookMs: 1400, at: AT } },
      "warn: The latest change took 1,400 ms to reach Edge qrst01 on edge-1",
    ],
    [
      "it lost calls",
      journal({ droppedRecords: 1200 }),
      "danger: Edge qrst01 on edge-1 has lost 1,200 counted calls",
    ],
    [
      "its disk is full",
      journal({ heldRecords: 5 }),
      "danger: Edge qrst01 on edge-1 cannot write its journal",
    ],
    [
      "it cannot count",
      journal({ behindSince: Date.parse(AT) - 90_000 }),
      "warn: Edge qrst01 on edge-1 has not counted calls for 90 s",
    ],
    ["its journal grows", journal({ bytes: 1e9 }), "warn: The journal of Edge qrst01 on edge-1 is large"],
    ["Redis is away", { shared: { live: 2, away: 1 } }, "danger: Edge qrst01 on edge-1 cannot reach Redis"],
    ["it refuses calls", { shedding: 2 }, "warn: Edge qrst01 on edge-1 is overloaded"],
    ["it says nothing", null, "warn: Edge qrst01 on edge-1 does not say how it is"],
  ])("%s", (_, health, sentence) => {
    expect(ofEdge(health)).toEqual([sentence]);
  });

  test("it runs another version, shares no limits though the dashboard does, or fell silent", () => {
    expect(ofEdge({}, { version: "0.9.0" })).toEqual(["warn: Edge qrst01 on edge-1 runs 0.9.0"]);
    expect(tell(facts({ isShared: true }))).toEqual([
      "warn: Edge qrst01 on edge-1 does not share its limits",
    ]);
    expect(tell(facts({ edges: [edge({ isLive: false }), edge()] }))).toEqual([
      "warn: Edge qrst01 on edge-1 fell silent without saying goodbye",
    ]);
  });

  test("none lives", () => {
    expect(tell(facts({ edges: [] }))).toEqual(["danger: No edge lives"]);
  });
});

test("a slow change of long ago is forgotten", () => {
  expect(ofEdge({ applied: { tookMs: 9000, at: "2026-11-22T11:00:00.000Z" } })).toEqual([]);
});

test("an edge that has just begun is given time to read its products", () => {
  expect(ofEdge({ products: {} }, { startedAt: "2026-11-22T11:59:59.000Z" })).toEqual([]);
});

test("the database needs somebody when it is a replica, full of connections, or held up; the worst comes first", () => {
  const database = { ...facts().database, isReplica: true, connections: 90, longestMs: 120_000 };
  expect(tell(facts({ database }))).toEqual([
    "danger: The database is a replica",
    "warn: The database has 90 of 100 connections in use",
    "warn: A transaction has run for 120 s",
  ]);
});

test("an upstream needs somebody as soon as one edge gets no answer, and more so when none does", () => {
  const upstream = { id: "ups_1", name: "Maps", products: ["Map"], answered: 5, unreachable: 2, timedOut: 0 };
  const one = (up: number, asked: number) => ({ ...upstream, up, asked, lastFailureAt: AT });
  expect(tell(facts({ upstreams: [one(2, 2), { ...one(0, 0), lastFailureAt: null }] }))).toEqual([]);
  expect(tell(facts({ upstreams: [one(1, 2)] }))).toEqual(["warn: Maps does not answer 1 of 2 edges"]);
  expect(tell(facts({ upstreams: [one(0, 2)] }))).toEqual(["danger: Maps does not answer"]);
});
