import { DomainError } from "@/lib/errors/domain-error";
import { MethodNotAllowed } from "./method-not-allowed";
import type { Route } from "./route";
import { ROUTES } from "./routes/all";

/** Where the API is. */
export const API_BASE = "/api/v1";

/**
 * The route of a request, with the parameters in its path. HEAD is the GET without a body.
 * @throws {DomainError} `not_found`; {@link MethodNotAllowed}.
 */
export function findRoute(method: string, path: string): { route: Route; params: Record<string, string> } {
  const matching = ROUTES.flatMap((route) => {
    const params = match(`${API_BASE}${route.path}`, path);
    return params === null ? [] : [{ route, params }];
  });
  if (matching.length === 0) {
    throw new DomainError("not_found", { message: "The management API has nothing at this address." });
  }
  const wanted = method === "HEAD" ? "GET" : method;
  const found = matching.find(({ route }) => route.method === wanted);
  if (found === undefined) throw new MethodNotAllowed(matching.map(({ route }) => route.method));
  return found;
}

function match(pattern: string, path: string): Record<string, string> | null {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const segment = given[at] ?? "";
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
    if (name === undefined ? part !== segment : segment === "") return null;
    if (name !== undefined) params[name] = segment;
  }
  return params;
}
