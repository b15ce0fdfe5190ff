import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cidr, CidrSet, formatCidr, parseCidr } from "@/lib/edge/cidr";
import { clientAddress } from "@/lib/edge/client-address";
import { formatIp, parseIp } from "@/lib/edge/ip-address";
import { NGINX, type Nginx, type Question, startNginx } from "./nginx";
import { Random, spelt } from "./random";

const SETS = 40;
const ROUNDS = 100_000;
/** Where calls come from: loopback has many addresses. */
const PEERS = ["127.0.0.1", "127.0.0.2", "127.1.2.3", "127.200.0.9"] as const;
const LOOPBACK = ["127.0.0.0/8", "127.0.0.1", "127.0.0.0/30", "127.128.0.0/9"].flatMap(
  (text) => parseCidr(text) ?? [],
);

const random = new Random(20_261_123);
/** Trusted proxies of one deployment each; the last one trusts nobody. */
const sets: Cidr[][] = Array.from({ length: SETS }, (_, index) =>
  index === SETS - 1
    ? []
    : [random.pick(LOOPBACK), ...Array.from({ length: random.below(8) }, () => random.network())],
);

let nginx: Nginx | undefined;

beforeAll(async () => {
  if (NGINX === null) return;
  const servers = sets.map(
    (networks, index) => `server {
      listen $PORT; server_name set${index}.test; real_ip_header X-Forwarded-For; real_ip_recursive on;
      ${networks.map((network) => `set_real_ip_from ${formatCidr(network)};`).join(" ")}
      location / { return 200 "=$remote_addr\\n.\\n"; }
    }`,
  );
  nginx = await startNginx(servers.join("\n"));
});

afterAll(() => nginx?.stop());

type Case = { readonly peer: string; readonly set: number; readonly fields: readonly string[] };

/** What may stand for an address: mostly one, trusted or not, with a port now and then, and nonsense. */
function entry(networks: readonly Cidr[]): string {
  if (random.chance(4))
    return random.pick(["unknown", "_hidden", "1.2.3", "example.com", "1.2.3.4.5", "::g", "-"]);
  const isTrusted = networks.length > 0 && random.chance(70);
  const address = isTrusted ? random.near(random.pick(networks)) : random.address();
  // To nginx this one is how its own reader says "none".
  const text = address[3] === 0xffffffff ? "192.0.2.1" : spelt(random, address);
  if (random.chance(90)) return text;
  const port = 1 + random.below(65_535);
  return text.includes(":") ? `[${text}]:${port}` : `${text}:${port}`;
}

function makeCase(): Case {
  const set = random.below(SETS);
  const networks = sets[set] ?? [];
  const fields = Array.from({ length: random.pick([0, 1, 1, 1, 1, 2, 3]) }, () => {
    const entries = Array.from({ length: 1 + random.below(5) }, () => entry(networks));
    return entries.join(random.pick([", ", ",", ", ", " , "]));
  });
  return { peer: random.pick(PEERS), set, fields };
}

function ours({ peer, set, fields }: Case): string {
  return clientAddress(peer, fields.length === 0 ? null : fields.join(", "), trusted[set] ?? new CidrSet([]));
}

const trusted = sets.map((networks) => new CidrSet(networks));

/** As nginx tells it, in our spelling: it leaves mapped addresses as they came. */
function canonical(text: string): string {
  const address = parseIp(text);
  return address === null ? text : formatIp(address);
}

test.skipIf(NGINX === null)(
  "100,000 times nginx takes the same address for the client's, by peer, trusted proxies and X-Forwarded-For",
  async () => {
    const cases = Array.from({ length: ROUNDS }, makeCase);
    const differences: string[] = [];
    let believed = 0;
    for (const peer of PEERS) {
      const mine = cases.filter((one) => one.peer === peer);
      const questions = mine.map(
        ({ set, fields }): Question => ({
          host: `set${set}.test`,
          target: "/",
          headers: fields.map((field) => `X-Forwarded-For: ${field}`),
        }),
      );
      const answers = (await nginx?.ask(questions, peer)) ?? [];
      mine.forEach((one, index) => {
        const theirs = canonical(answers[index] ?? "");
        const address = ours(one);
        if (address !== peer) believed += 1;
        if (address !== theirs) {
          const networks = (sets[one.set] ?? []).map(formatCidr).join(" ");
          differences.push(
            `${peer} [${one.fields.join(" | ")}] trusting ${networks}: ${address}, nginx ${theirs}`,
          );
        }
      });
    }
    expect(differences.slice(0, 10)).toEqual([]);
    expect(believed).toBeGreaterThan(20_000);
    expect(believed).toBeLessThan(90_000);
  },
);
