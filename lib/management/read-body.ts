import { DomainError } from "@/lib/errors/domain-error";

/** Bytes of a body at most: the largest key there can be is far below. */
export const BODY_MAX = 65_536;

/**
 * The JSON body of a request; `{}` for one without a body.
 * @throws {DomainError} `unsupported_media_type`, `body_too_large` as soon as it is known, `malformed_json`.
 */
export async function readBody(request: Request): Promise<unknown> {
  const bytes = await readBytes(request, BODY_MAX);
  if (bytes.length === 0) return {};
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new DomainError("unsupported_media_type");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new DomainError("malformed_json", { cause });
  }
}

/**
 * The bytes of a body as they were sent.
 * @throws {DomainError} `body_too_large` as soon as it is known.
 */
export async function readBytes(request: Request, max: number): Promise<Buffer> {
  const tooLarge = () =>
    new DomainError("body_too_large", {
      message: `The body is longer than ${max.toLocaleString("en")} bytes.`,
    });
  if (Number(request.headers.get("content-length") ?? 0) > max) throw tooLarge();
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const part = await reader?.read();
    if (part === undefined || part.done) return Buffer.concat(chunks);
    size += part.value.length;
    if (size > max) {
      await reader?.cancel();
      throw tooLarge();
    }
    chunks.push(part.value);
  }
}
