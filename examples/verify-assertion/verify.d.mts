export type Headers = Readonly<Record<string, string | string[] | undefined>>;
export type Fault =
  | "missing"
  | "malformed"
  | "unknown_key"
  | "out_of_window"
  | "wrong_signature"
  | "replayed";
export function createVerifier(
  secrets: Readonly<Record<string, Uint8Array>>,
  options?: { readonly refuseRepeats?: boolean },
): (method: string, target: string, headers: Headers, now?: number) => Fault | null;
