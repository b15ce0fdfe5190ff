import type { z } from "zod";
import type { Tx } from "@/lib/db/client";
import type { ErrorCode } from "@/lib/errors/codes";
import type { TokenContext } from "./authenticate";
import type { WantedVersions } from "./etag";
import type { Scope } from "./scopes";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** What a route is handed, everything parsed. */
export type Asked<Params, Query, Body> = {
  ctx: TokenContext;
  /** Where to read what the answer says: inside the transaction of a change, so that it is of what was written. */
  client: Tx;
  params: Params;
  query: Query;
  body: Body;
  ifMatch: WantedVersions;
};

export type Answered<Answer> = {
  body: Answer;
  /** The version for `ETag`. */
  version?: number;
  /** The path of what was made, under the API's own. */
  location?: string;
};

type Common = {
  /** `{name}` is a parameter. */
  path: string;
  operationId: string;
  /** One line, for the reference. */
  summary: string;
  description?: string;
  /** Heading in the reference. */
  group: "Keys" | "Rotation" | "State" | "Usage" | "QPS" | "Webhooks" | "Organization";
  scope: Scope;
  /** What it can be refused for beside what every route can. */
  errors: readonly ErrorCode[];
};

type Shapes<Params extends z.ZodObject, Query extends z.ZodObject, Answer extends z.ZodType> = {
  params: Params;
  query: Query;
  /** An allow list: what is not in it does not leave. */
  answer: Answer;
};

type ReadSpec<P extends z.ZodObject, Q extends z.ZodObject, A extends z.ZodType> = Common &
  Shapes<P, Q, A> & {
    method: "GET";
    run: (asked: Asked<z.output<P>, z.output<Q>, undefined>) => Promise<Answered<z.output<A>>>;
  };

type ChangeSpec<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodObject,
  A extends z.ZodType,
> = Common &
  Shapes<P, Q, A> & {
    method: Exclude<Method, "GET">;
    status: 200 | 201 | 204;
    body: B;
    /** The action in the audit log; a test looks for it after each. */
    audits: string;
    /** The answer holds a key's secret, so it is kept for replays as briefly as the organization wants. */
    holdsSecret?: boolean;
    /** Waits for others to hear of a first step, which is why it cannot be one transaction. */
    isManyTransactions?: boolean;
    /** What has to wait for others, a name that is looked up say: comes before the transaction, and changes nothing. */
    before?: (asked: Asked<z.output<P>, z.output<Q>, z.output<B>>) => Promise<void>;
    run: (asked: Asked<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Answered<z.output<A>>>;
  };

/** One route of the management API, whatever it takes and answers. */
export type Route = Common &
  Shapes<z.ZodObject, z.ZodObject, z.ZodType> & {
    method: Method;
    status: 200 | 201 | 204;
    body: z.ZodObject | null;
    audits: string | null;
    holdsSecret: boolean;
    isManyTransactions: boolean;
    before: ((asked: Asked<unknown, unknown, unknown>) => Promise<void>) | null;
    run: (asked: Asked<unknown, unknown, unknown>) => Promise<Answered<unknown>>;
  };

/** A route that changes nothing. There is no route without a scope, a schema for all that comes in, and one for what goes out. */
export function readRoute<P extends z.ZodObject, Q extends z.ZodObject, A extends z.ZodType>(
  spec: ReadSpec<P, Q, A>,
): Route {
  return erase({
    ...spec,
    status: 200,
    body: null,
    audits: null,
    holdsSecret: false,
    isManyTransactions: false,
    before: null,
  });
}

/** A route that changes something, which also says what the audit log holds of it. */
export function changeRoute<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodObject,
  A extends z.ZodType,
>(spec: ChangeSpec<P, Q, B, A>): Route {
  return erase({ holdsSecret: false, isManyTransactions: false, before: null, ...spec });
}

// The handler gives `run` what the route's own schemas made, which the types above have checked.
function erase(
  route: Omit<Route, "run" | "before"> & {
    run: (asked: never) => Promise<Answered<unknown>>;
    before: ((asked: never) => Promise<void>) | null;
  },
): Route {
  return route as Route;
}
