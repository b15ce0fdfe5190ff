import { DomainError } from "@/lib/errors/domain-error";

/** Bytes of a body at most: the largest key there can be is far below. */
export const BODY_MAX = 65_536;

/**
 * The JSON body of a request; `{}` for one without a body.
 * @throws {DomainError} `unsupported_media_type`, `body_too_large` as soon as it is known, `malformed_json`.
 */
export async function readBody(request: Request): Promise<unknown> {
  if (Number(request.headers.get("content-length") ?? 0) > BODY_MAX) throw new DomainError("body_too_large");
  const bytes = await readBytes(request);
  if (bytes.length === 0) return {};
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new DomainError("unsupported_media_type");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new DomainError("malformed_json", { cause });
  }
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const part = await reader?.read();
    if (part === undefined || part.done) return Buffer.concat(chunks);
    size += part.value.length;
    if (size > BODY_MAX) {
      await reader?.cancel();
      throw new DomainError("body_too_large");
    }
    chunks.push(part.value);
  }
}
