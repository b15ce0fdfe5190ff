import { type OAuthError, oauthError } from "./oauth-answer";
import type { OAuthRequest } from "./oauth-request";

/** No honest form of ours comes near it. */
export const FORM_MAX_BYTES = 8192;

const FORM_TYPE = /^application\/x-www-form-urlencoded(?:\s*;\s*charset=(?:utf-8|"utf-8"))?$/i;

/** Parameters of a form; absent and empty are the same (RFC 6749 §3.2). */
export type Form = ReadonlyMap<string, string>;

/** Reads a form body of at most 8 KB. A parameter given twice, another type, or bytes that are not UTF-8 are refused. */
export async function readForm(request: OAuthRequest): Promise<Form | OAuthError> {
  const type = request.headers.get("content-type") ?? "";
  if (!FORM_TYPE.test(type.trim())) {
    return oauthError("invalid_request", "Send the parameters as application/x-www-form-urlencoded.");
  }
  const text = await readText(request.body);
  if (typeof text !== "string") return text;
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (form.has(name)) {
      return oauthError("invalid_request", "A parameter is given more than once.");
    }
    form.set(name, value);
  }
  return form;
}

async function readText(body: AsyncIterable<Uint8Array> | null): Promise<string | OAuthError> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > FORM_MAX_BYTES) {
      return {
        ...oauthError("invalid_request", `The form is longer than ${FORM_MAX_BYTES} bytes.`),
        status: 413,
      };
    }
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return oauthError("invalid_request", "The form is not UTF-8.");
  }
}
