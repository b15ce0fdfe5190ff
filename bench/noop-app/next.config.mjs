import { fileURLToPath } from "node:url";

// The options of the product, so that only the proxy differs.
export default {
  compress: false,
  poweredByHeader: false,
  skipTrailingSlashRedirect: true,
  skipProxyUrlNormalize: true,
  images: { unoptimized: true },
  turbopack: { root: fileURLToPath(new URL("../..", import.meta.url)) },
};
