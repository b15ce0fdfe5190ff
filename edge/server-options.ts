import type { ServerResponse } from "node:http";
import { ALLOWED_METHODS } from "@/lib/edge/gates";

/** `OPTIONS *` asks about the server as a whole; any other method on `*` is malformed. */
export function answerServerOptions(res: ServerResponse): void {
  res.writeHead(204, { Allow: ALLOWED_METHODS });
  res.end();
}
