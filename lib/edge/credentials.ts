import type { HeaderReader } from "./headers";
import { decodeAscii } from "./percent";

/** How a credential came. `none`: there was none; `ambiguous`: more than one. */
export type CredentialSource = "header" | "query" | "bearer" | "none" | "ambiguous";

/** What a request says about who calls. */
export type Presented = {
  source: CredentialSource;
  /** The value as presented, not judged; `""` without one. */
  value: string;
  /** The query without the key, `?` included; `""` when nothing is left. Bytes and order as they came. */
  query: string;
};

/** Header names that carry a secret, in lower case, unless configured otherwise. */
export const DEFAULT_KEY_HEADERS: readonly string[] = ["x-api-key", "tomtom-api-key"];

/**
 * Finds the one credential of a request.
 *
 * Counted are: each field of a key header (a joined one holds a comma, which no secret does), each query parameter
 * whose decoded name is exactly `key`, and `Authorization: Bearer`. Other schemes, `key[]`, `KEY` and `;key=` are not ours.
 * Two of any kind are ambiguous, even equal ones. Bodies and cookies are never looked at.
 *
 * @param presented Where to write it, empty; spares the hot path an object.
 */
export function findCredential(
  headers: HeaderReader,
  target: string,
  queryAt: number,
  keyHeaders: readonly string[],
  presented: Presented = { source: "none", value: "", query: "" },
): Presented {
  for (const name of keyHeaders) {
    const value = headers.get(name);
    if (value === null) continue;
    present(presented, "header", value);
    if (value.includes(",")) presented.source = "ambiguous";
  }
  const authorization = headers.get("authorization");
  if (authorization !== null) readAuthorization(authorization, presented);
  if (queryAt !== -1) takeQueryKey(target, queryAt, presented);
  return presented;
}

function present(presented: Presented, source: CredentialSource, value: string): void {
  presented.source = presented.source === "none" ? source : "ambiguous";
  presented.value = value;
}

function readAuthorization(value: string, presented: Presented): void {
  if (/^bearer(?: |$)/i.test(value)) {
    present(presented, "bearer", value.slice(7));
    if (value.includes(",")) presented.source = "ambiguous";
  } else if (/,\s*bearer /i.test(value)) presented.source = "ambiguous";
}

/** One pass over the raw query; builds strings only where a key was found. */
function takeQueryKey(target: string, queryAt: number, presented: Presented): void {
  let kept = "";
  let keptFrom = queryAt + 1;
  let at = keptFrom;
  while (at <= target.length) {
    let end = target.indexOf("&", at);
    if (end === -1) end = target.length;
    const equals = keyNameEnd(target, at, end);
    if (equals !== -1) {
      present(presented, "query", decodeAscii(target.slice(equals, end)));
      kept += target.slice(keptFrom, at);
      keptFrom = end + 1;
    }
    at = end + 1;
  }
  if (keptFrom === queryAt + 1) {
    presented.query = target.slice(queryAt);
    return;
  }
  kept += target.slice(keptFrom);
  // The key was the last parameter: its separator goes with it.
  if (keptFrom > target.length && kept.endsWith("&")) kept = kept.slice(0, -1);
  presented.query = kept === "" ? "" : `?${kept}`;
}

/** Where the value of a parameter named `key` begins, -1 when the parameter has another name. */
function keyNameEnd(target: string, start: number, end: number): number {
  const first = target.charCodeAt(start);
  if (first === 0x6b) {
    // Code by code: a call of `startsWith` takes longer than all of this.
    if (target.charCodeAt(start + 1) === 0x65 && target.charCodeAt(start + 2) === 0x79) {
      if (start + 3 === end) return end;
      if (target.charCodeAt(start + 3) === 0x3d && start + 3 < end) return start + 4;
    }
  } else if (first !== 0x25) return -1;
  // Rare: `k` or an escape first, and not plainly `key`. An escaped name decodes to at most 9 characters for 3.
  let equals = target.indexOf("=", start);
  if (equals === -1 || equals > end) equals = end;
  if (equals - start > 9 || decodeAscii(target.slice(start, equals)) !== "key") return -1;
  return equals === end ? end : equals + 1;
}
