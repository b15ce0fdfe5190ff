// Trades your key for access tokens that a browser or an app may carry: 15 minutes at most, and only for what you name.
// Your server answers one to each visitor who is signed in; the secret never leaves it.

export function createTokenSource({ apiBaseUrl, keyId, secret, scope }) {
  let current;
  let asking;

  async function ask() {
    const answer = await fetch(`${apiBaseUrl}/oauth/token`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${keyId}:${secret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({ grant_type: "client_credentials", scope }),
    });
    if (!answer.ok)
      throw new Error(`No token: ${answer.status}, request ${answer.headers.get("x-request-id")}`);
    const { access_token: token, expires_in: seconds } = await answer.json();
    return { token, endsAt: Date.now() + seconds * 1000 };
  }

  // One token serves many visitors; a new one is asked for a minute before the old one ends, once, however many wait.
  return async function accessToken() {
    if (current && current.endsAt - Date.now() > 60_000) return current;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    current = await asking;
    return current;
  };
}
