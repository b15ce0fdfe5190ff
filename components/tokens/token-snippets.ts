/** The call by which a program gets its own token (run as it stands by a test). */
export function tokenRequest(edgeUrl: string, keyId: string, scope: readonly string[]): string {
  const wanted = scope.length === 0 ? "" : ` \\\n  -d 'scope=${scope.join(" ")}'`;
  return `curl --fail-with-body '${edgeUrl}/oauth/token' \\\n  -u '${keyId}:YOUR_API_KEY' \\\n  -d grant_type=client_credentials${wanted}`;
}

/** A call with a token in place of a key. */
export function callWithToken(url: string, file: string | null, token: string): string {
  return `curl --fail-with-body${file === null ? "" : ` -o ${file}`} \\\n  -H 'Authorization: Bearer ${token}' \\\n  '${url}'`;
}
