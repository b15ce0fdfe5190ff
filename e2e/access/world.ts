import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "@/lib/db/embedded";
import { freePort } from "@/lib/db/embedded/free-port";
import { migrate } from "@/lib/db/migrate";
import type { Role, StaffRole } from "@/lib/members/permissions";
import { newKeys } from "@/lib/sealing/provision";
import { HOSTS, RunningHost } from "@/test/edge/hosts";
import type { TestOrg, TestProduct, TestUser } from "@/test/factories";
import { signIn } from "../sign-in";
import type { BuiltAction } from "./surface";

/** Somebody with a browser; without a cookie nobody is signed in. */
export type Person = {
  readonly name: string;
  readonly user: TestUser | null;
  readonly cookie: string | null;
};

export type World = {
  readonly url: string;
  readonly home: TestOrg;
  readonly away: TestOrg;
  readonly product: TestProduct;
  /** Members of `home`. */
  readonly members: Readonly<Record<Role, Person>>;
  /** One more member of `home`, signed in. */
  newMember(role: Role): Promise<Person>;
  /** Another developer of `home`: keys of theirs are not the developer's own. */
  readonly colleague: TestUser;
  /** The owner of `away`, who has nothing to do with `home`. */
  readonly outsider: Person;
  readonly nobody: Person;
  /** The provider's staff, each with a second factor. */
  readonly staff: Readonly<Record<StaffRole, Person>>;
  /** An operator without one. */
  readonly staffWithoutFactor: Person;
  /** Calls an action as a page does, and gives what it answers; null when it was turned away before it ran. */
  call(action: BuiltAction, person: Person, args: readonly unknown[]): Promise<Outcome | null>;
  get(path: string, person: Person, init?: RequestInit): Promise<Response>;
  readLog(): string;
  stop(): Promise<void>;
};

export type Outcome = { ok: true; data: unknown } | { ok: false; error: { code: string; message: string } };

/** A database of its own, the built app on it, two organizations, and a person per role. */
export async function startWorld(): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), "keyward-access-"));
  chmodSync(dataDir, 0o711);
  const postgres = await startEmbedded(dataDir, {
    settings: ["fsync=off", "full_page_writes=off", "synchronous_commit=off"],
  });
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const keys = newKeys();
  const settings = {
    ...keys,
    NODE_ENV: "production",
    PUBLIC_URL: url,
    PORT: String(port),
    HOST: "127.0.0.1",
    DATABASE_URL: postgres.url,
    DATA_DIR: dataDir,
    UPSTREAM_PRIVATE_CIDRS: "127.0.0.0/8",
    WEBHOOK_PRIVATE_CIDRS: "127.0.0.0/8",
    LOG_LEVEL: "warn",
  };
  Object.assign(process.env, settings);
  await migrate(postgres.url);
  const { makeMember, makeOrg, makeProduct, makeStaff } = await import("@/test/factories");
  const [home, away, product] = [await makeOrg(), await makeOrg(), await makeProduct()];
  const member = async (role: Role): Promise<Person> => signedIn(role, await makeMember(home, role));
  const members = {
    viewer: await member("viewer"),
    developer: await member("developer"),
    admin: await member("admin"),
    owner: await member("owner"),
  };
  const outsider = await signedIn("outsider", await makeMember(away, "owner"));
  const colleague = await makeMember(home, "developer");
  const staff = {
    support: await signedIn("support", await makeStaff("support")),
    operator: await signedIn("operator", await makeStaff("operator")),
  };
  const staffWithoutFactor = await signedIn(
    "operator without a second factor",
    await makeStaff("operator", { hasFactor: false }),
  );
  const log = join(dataDir, "next.log");
  const host = new RunningHost(HOSTS[0], settings, port, log);
  await host.start();

  async function signedIn(name: string, user: TestUser): Promise<Person> {
    return { name, user, cookie: await signIn(user, url, keys.NEXTAUTH_SECRET) };
  }

  const get = (path: string, person: Person, init: RequestInit = {}): Promise<Response> =>
    fetch(new URL(path, url), {
      redirect: "manual",
      ...init,
      headers: {
        ...(person.cookie === null ? {} : { Cookie: person.cookie }),
        ...(init.headers as Record<string, string>),
      },
    });

  return {
    url,
    home,
    away,
    product,
    members,
    newMember: member,
    colleague,
    outsider,
    nobody: { name: "nobody", user: null, cookie: null },
    staff,
    staffWithoutFactor,
    get,
    async call(action, person, args) {
      const page = action.page
        .replace("[org]", home.slug)
        .replace(/\[[^\]]*\]/g, "key_0000000000000000000000");
      const answer = await get(page, person, {
        method: "POST",
        headers: {
          "Next-Action": action.id,
          "Content-Type": "text/plain;charset=UTF-8",
          Accept: "text/x-component",
          Origin: url,
          "Sec-Fetch-Site": "same-origin",
        },
        body: JSON.stringify(args),
      });
      return outcomeIn(await answer.text());
    },
    readLog: () => readFileSync(log, "utf8"),
    async stop() {
      await host.stop();
      const { closeClient } = await import("@/lib/db/client");
      const { closePool } = await import("@/lib/db/pool");
      await Promise.all([closeClient(), closePool()]);
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** An action's answer is row `a` of what Next streams: `0:{"a":"$@1",…}`, then `1:{…}`. */
function outcomeIn(stream: string): Outcome | null {
  const rows = new Map(
    stream.split("\n").flatMap((line) => {
      const match = /^([0-9a-f]+):(.*)$/.exec(line);
      return match?.[1] !== undefined && match[2] !== undefined ? [[match[1], match[2]] as const] : [];
    }),
  );
  const reference = /"a":"\$@([0-9a-f]+)"/.exec(rows.get("0") ?? "")?.[1];
  const row = reference === undefined ? undefined : rows.get(reference);
  return row?.startsWith("{") ? (JSON.parse(row) as Outcome) : null;
}
