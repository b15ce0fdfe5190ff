import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The `keyward` program as one file, as `npm run build` made it. */
export async function GET(): Promise<Response> {
  const program = await readFile(join(process.cwd(), "dist", "keyward.js"), "utf8").catch(() => null);
  if (program === null) {
    return new Response("This installation was not built: npm run build makes the program.\n", {
      status: 404,
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  }
  return new Response(program, {
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "content-disposition": 'attachment; filename="keyward.mjs"',
      "x-content-type-options": "nosniff",
      "cache-control": "public, max-age=300",
    },
  });
}
