export function createSecretReader(env?: Readonly<Record<string, string | undefined>>): () => string;
