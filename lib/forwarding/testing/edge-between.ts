import { createServer, type RequestListener, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { nodeHmac } from "@/lib/edge/adapters/node-crypto";
import { RawHeaders } from "@/lib/edge/headers";
import type { KeyStore, ProductEntry, UpstreamEntry, UsageRecord } from "@/lib/edge/ports";
import { depsOf, keyOf, productOf } from "@/lib/edge/testing/fixtures";
import { answerTo } from "../answer-to";
import type { CallTracing } from "../call-tracing";
import type { EdgeHost } from "../edge-host";
import { addressPolicy } from "../private-addresses";

export const SIGNING = { kid: "usk_a", secret: new Uint8Array(32).fill(7) };

export type Answer = {
  readonly status: number;
  readonly rawHeaders: string[];
  readonly headers: RawHeaders;
  readonly body: string;
  /** Whether the answer came to its announced end. */
  readonly isWhole: boolean;
};

export type Sent = {
  readonly method?: string;
  readonly path?: string;
  /** Name, value, name, value …, beside `Host` and the key. */
  readonly headers?: string[];
  readonly body?: Iterable<Uint8Array>;
  /** Sends no key. */
  readonly isKeyless?: boolean;
};

/** An edge on real sockets between a client and an upstream, with one key and one product on `/map/…`. */
export async function startEdgeBetween(secret: string, key = keyOf()) {
  let answer: RequestListener = (_, res) => void res.end();
  const seen: { method: string; url: string; rawHeaders: string[] }[] = [];
  const records: UsageRecord[] = [];
  const upstream = createServer((req, res) => {
    seen.push({ method: req.method ?? "", url: req.url ?? "", rawHeaders: req.rawHeaders });
    answer(req, res);
  });
  const port = await listening(upstream);
  const keys: KeyStore = {
    peek: (digest) => (digest === secret ? key : null),
    load: async () => null,
  };
  let host: EdgeHost = {
    deps: depsOf(keys),
    hmac: nodeHmac,
    sink: { record: (record) => records.push(record) },
    policy: addressPolicy("127.0.0.0/8"),
    publicUrl: "https://keys.example.com",
  };
  const serve = (over: Partial<UpstreamEntry> = {}, product: Partial<ProductEntry> = {}) => {
    const base = productOf(product);
    const entry = {
      ...base.upstream,
      baseUrl: `http://127.0.0.1:${port}/base`,
      signingKey: SIGNING,
      ...over,
    };
    host = { ...host, deps: depsOf(keys, [{ ...base, upstream: entry }]) };
  };
  serve();
  const edge = createServer((req, res) => {
    const length = req.headers["content-length"];
    const isFramed = req.headers["transfer-encoding"] !== undefined || Number(length ?? 0) > 0;
    const call = {
      method: req.method ?? "",
      target: req.url ?? "",
      headers: new RawHeaders(req.rawHeaders),
      ip: "192.0.2.7",
      isSecure: true,
      contentLength: length === undefined ? null : Number(length),
      arrivedAt: performance.now(),
      body: isFramed ? req.iterator({ destroyOnReturn: false }) : null,
    };
    answerTo(call, res, host);
  });
  const edgePort = await listening(edge);

  const start = ({ method = "GET", path = "/map/1?view=all", headers = [], isKeyless = false }: Sent = {}) =>
    request({
      port: edgePort,
      host: "127.0.0.1",
      method,
      path,
      agent: false,
      headers: ["Host", "keys.example.com", ...(isKeyless ? [] : ["X-API-Key", secret]), ...headers],
    });

  return {
    seen,
    upstreamPort: port,
    /** Private networks that upstreams may live in from now on. */
    allow: (cidrs: string) => {
      host = { ...host, policy: addressPolicy(cidrs) };
    },
    /** From now on calls are followed. */
    trace: (tracing: CallTracing) => {
      host = { ...host, tracing };
    },
    records,
    serve,
    start,
    upstreamAnswers: (listener: RequestListener) => {
      answer = listener;
    },
    call: (sent: Sent = {}) =>
      new Promise<Answer>((resolve, reject) => {
        const req = start(sent);
        req.on("response", (res) => {
          const chunks: Buffer[] = [];
          res.on("data", (chunk: Buffer) => chunks.push(chunk));
          res.on("error", () => undefined);
          res.on("close", () =>
            resolve({
              status: res.statusCode ?? 0,
              rawHeaders: res.rawHeaders,
              headers: new RawHeaders(res.rawHeaders),
              body: Buffer.concat(chunks).toString(),
              isWhole: res.complete,
            }),
          );
        });
        req.on("error", reject);
        for (const chunk of sent.body ?? []) req.write(chunk);
        req.end();
      }),
    stop: async () => {
      for (const server of [edge, upstream]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

export type EdgeBetween = Awaited<ReturnType<typeof startEdgeBetween>>;

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
