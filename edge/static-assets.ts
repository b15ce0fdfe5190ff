import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;
type Encoding = "br" | "gzip";

/** Scripts and styles of the build: no dot leads out of a folder, and nothing has to be decoded. */
const ASSET = /^\/_next\/static\/((?:[\w~-]+\/)*[\w.~-]+\.(?:js|css))(?:\?[\w=&.-]*)?$/;

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/** What asks for a part, or whether a copy is still good, is Next's to answer. */
const CONDITIONS = ["range", "if-none-match", "if-modified-since"];

const compress = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
} as const satisfies Record<Encoding, (bytes: Buffer) => Promise<Buffer>>;

/** As the build made it, smaller than a server should make it while somebody waits; else made now. */
async function compressed(path: string, encoding: Encoding): Promise<Buffer> {
  const built = encoding === "br" ? await readFile(`${path}.br`).catch(() => null) : null;
  return built ?? compress[encoding](await readFile(path));
}

/**
 * Answers scripts and styles of the build compressed, and leaves everything else to `next`.
 *
 * Next's own compression is off, because it would touch what the edge forwards, and pages hold what a guess at their length must not
 * tell. What the build made never changes under its name, so each file is read as the build compressed it, or compressed once, off the
 * event loop, and kept: there are as many as the build made.
 * @param dir The build's `static` folder.
 */
export function withCompressedAssets(next: Handler, dir: string): Handler {
  const kept = new Map<string, Promise<Buffer | null>>();
  const assetOf = (file: string, encoding: Encoding): Promise<Buffer | null> => {
    const name = `${encoding} ${file}`;
    const known = kept.get(name);
    if (known !== undefined) return known;
    const made = compressed(join(dir, file), encoding).catch(() => null);
    kept.set(name, made);
    // What is not there is not remembered: names that nobody has would fill the memory.
    void made.then((bytes) => bytes ?? kept.delete(name));
    return made;
  };
  return async (req, res) => {
    const file = ASSET.exec(req.url ?? "")?.[1];
    const encoding = encodingOf(req);
    const isPlain = req.method === "GET" || req.method === "HEAD";
    if (file === undefined || encoding === null || !isPlain) return next(req, res);
    if (CONDITIONS.some((name) => req.headers[name] !== undefined)) return next(req, res);
    const bytes = await assetOf(file, encoding);
    if (bytes === null) return next(req, res);
    res.writeHead(200, {
      "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
      "Content-Encoding": encoding,
      "Content-Length": bytes.length,
      "Cache-Control": "public, max-age=31536000, immutable",
      Vary: "Accept-Encoding",
      "X-Content-Type-Options": "nosniff",
      "Cross-Origin-Resource-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    });
    res.end(req.method === "HEAD" ? undefined : bytes);
  };
}

function encodingOf(req: IncomingMessage): Encoding | null {
  const accepted = String(req.headers["accept-encoding"] ?? "").toLowerCase();
  const named = accepted.split(",").map((part) => part.trim().split(/\s*;\s*/));
  const takes = (encoding: Encoding) =>
    named.some(
      ([name, ...params]) => name === encoding && !params.some((param) => /^q=0(?:\.0*)?$/.test(param)),
    );
  return takes("br") ? "br" : takes("gzip") ? "gzip" : null;
}
