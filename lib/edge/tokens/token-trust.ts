/** What makes a token believed: the signing keys of this moment, and the tokens revoked before their end. */
export interface TokenTrust {
  /** Base URL of the edge: `iss` and `aud` of every token. */
  readonly issuer: string;
  /** Whether tokens signed with this key are believed now. Answers from memory. */
  knows(kid: string, now: number): boolean;
  /** Whether a token was revoked. Answers from memory. */
  isRevoked(tokenId: string): boolean;
  /**
   * Whether the signature is that of the key the token names, by a key `knows` knows.
   * Rejects with `StoreUnavailable` when too many are being verified; never asks anything outside this process.
   */
  verify(token: string, kid: string): Promise<boolean>;
}
