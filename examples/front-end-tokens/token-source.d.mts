export function createTokenSource(options: {
  apiBaseUrl: string;
  keyId: string;
  secret: string;
  scope: string;
}): () => Promise<{ token: string; endsAt: number }>;
