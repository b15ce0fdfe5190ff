/**
 * Puts our own `traceparent` into the fields for an upstream, in the place of the client's. A `tracestate` stays only where
 * it belongs to the same trace.
 */
export function setTraceparent(headers: string[], traceparent: string): void {
  let state = -1;
  let isContinued = false;
  let at = -1;
  for (let index = 0; index < headers.length; index += 2) {
    if (headers[index] === "traceparent") at = index;
    else if (headers[index] === "tracestate") state = index;
  }
  if (at === -1) headers.push("traceparent", traceparent);
  else {
    isContinued = headers[at + 1]?.slice(3, 35) === traceparent.slice(3, 35);
    headers[at + 1] = traceparent;
  }
  if (state !== -1 && !isContinued) headers.splice(state, 2);
}
