import { PrismaPg } from "@prisma/adapter-pg";
import type { ITXClientDenyList } from "@prisma/client/runtime/client";
import { PrismaClient } from "./generated/client";
import { poolConfig } from "./pool";

/** Hashes and ciphertext stay in the database unless a query names them in its `select`. */
const OMIT = {
  user: { passwordHash: true },
  secret: { lookup: true, sealedDigest: true, sealedSecret: true },
  upstreamSecret: { sealed: true },
  tokenKey: { sealed: true },
  secondFactor: { sealed: true },
  auditKey: { sealed: true },
  recoveryCode: { codeHash: true },
  managementToken: { tokenHash: true },
  idempotentAnswer: { answer: true, requestHash: true },
  webhook: { sealed: true, sealedRetiring: true },
  leakReporter: { tokenHash: true },
} as const;

type Client = PrismaClient<never, typeof OMIT>;

/** The client inside a transaction. */
export type Tx = Omit<Client, ITXClientDenyList>;

const slot = Symbol.for("keyward.prisma");
const shared = globalThis as { [slot]?: Client };

function client(): Client {
  shared[slot] ??= new PrismaClient({ adapter: new PrismaPg(poolConfig()), omit: OMIT });
  return shared[slot];
}

/**
 * The process's one Prisma client. Made at its first use, so that importing it needs no configuration.
 */
export const db: Client = new Proxy({} as Client, {
  get: (_target, name) => {
    const value: unknown = Reflect.get(client(), name);
    return typeof value === "function" ? value.bind(client()) : value;
  },
});

/** Ends the client's connections; its next use makes a new one. */
export async function closeClient(): Promise<void> {
  const open = shared[slot];
  delete shared[slot];
  await open?.$disconnect();
}
