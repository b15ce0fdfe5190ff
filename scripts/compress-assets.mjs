// Scripts and styles of Next's build once more, as small as brotli can: `edge/static-assets.ts` sends these. Doing it here costs
// seconds once; doing it at the first request would cost them somebody who waits for a page.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const compress = promisify(brotliCompress);

export async function compressAssets(dir) {
  const names = await readdir(dir, { recursive: true });
  const assets = names.filter((name) => /\.(?:js|css)$/.test(name));
  await Promise.all(
    assets.map(async (name) => {
      const bytes = await readFile(join(dir, name));
      const small = await compress(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      });
      await writeFile(join(dir, `${name}.br`), small);
    }),
  );
}
