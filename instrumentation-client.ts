// The pages' policy forbids code from strings. zod finds that out by trying, which the browser would report as a violation;
// said before zod comes, it does not try.
(globalThis as { __zod_globalConfig?: { jitless: boolean } }).__zod_globalConfig = { jitless: true };
