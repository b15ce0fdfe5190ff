import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cidr, CidrSet, formatCidr, networkOf } from "@/lib/edge/cidr";
import { formatIp, parseIp } from "@/lib/edge/ip-address";
import { NGINX, type Nginx, type Question, startNginx } from "./nginx";
import { Random, spelt } from "./random";

const SETS = 50;
const ROUNDS = 2000;
const NOTHING = "none";

const random = new Random(20_261_122);
/** Networks of one set, each once, some inside others. */
const sets: Cidr[][] = Array.from({ length: SETS }, () => {
  const networks = new Map<string, Cidr>();
  const count = 1 + random.below(12);
  while (networks.size < count) {
    const within = [...networks.values()].at(-1);
    const network =
      within !== undefined && random.chance(40)
        ? { address: random.near(within), bits: Math.min(128, within.bits + random.below(9)) }
        : random.network();
    const clean = networkOf(network);
    networks.set(formatCidr(clean), clean);
  }
  return [...networks.values()];
});

let nginx: Nginx | undefined;

beforeAll(async () => {
  if (NGINX === null) return;
  const blocks = sets.map((networks, index) => {
    const lines = networks.map((network) => `${formatCidr(network)} ${formatCidr(network)};`);
    return `geo $arg_a${index} $g${index} { default ${NOTHING}; ${lines.join(" ")} }`;
  });
  const answer = sets.map((_, index) => `$g${index}`).join(" ");
  nginx = await startNginx(
    `${blocks.join("\n")}\nserver { listen $PORT; location / { return 200 "=${answer}\\n.\\n"; } }`,
  );
});

afterAll(() => nginx?.stop());

test.skipIf(NGINX === null)(
  "100,000 times nginx says the same of an address and a set of networks: in none, or which is the narrowest",
  async () => {
    const texts = Array.from({ length: ROUNDS }, () =>
      sets.map((networks) =>
        spelt(random, random.chance(85) ? random.near(random.pick(networks)) : random.address()),
      ),
    );
    const questions = texts.map(
      (row): Question => ({
        host: "geo.test",
        target: `/?${row.map((text, index) => `a${index}=${text}`).join("&")}`,
        headers: [],
      }),
    );
    const answers = (await nginx?.ask(questions)) ?? [];
    const single = sets.map((networks) =>
      networks
        .map((network) => ({ network, alone: new CidrSet([network]) }))
        .sort((a, b) => b.network.bits - a.network.bits),
    );
    const whole = sets.map((networks) => new CidrSet(networks));
    const differences: string[] = [];
    let inside = 0;
    texts.forEach((row, round) => {
      const theirs = answers[round]?.split(" ") ?? [];
      row.forEach((text, index) => {
        const address = parseIp(text);
        if (address === null) throw new Error(`${text} is an address.`);
        const narrowest = single[index]?.find(({ alone }) => alone.has(address));
        const ours = narrowest === undefined ? NOTHING : formatCidr(narrowest.network);
        const isIn = whole[index]?.has(address);
        if (isIn === true) inside += 1;
        if (ours !== theirs[index] || isIn !== (ours !== NOTHING)) {
          differences.push(`${text} (${formatIp(address)}): ${ours}, nginx ${theirs[index]}`);
        }
      });
    });
    expect(differences.slice(0, 20)).toEqual([]);
    expect(texts.length * SETS).toBe(100_000);
    // Both answers are common, or the test would say little.
    expect(inside).toBeGreaterThan(30_000);
    expect(inside).toBeLessThan(90_000);
  },
);
