/** The guides in reading order; each is a folder beside this one. */
export const GUIDES = [
  {
    slug: "one-key-per-application",
    title: "One key per application",
    summary: "So that one can be replaced, limited or blamed without the others.",
  },
  {
    slug: "read-and-write",
    title: "Read and write",
    summary: "Two keys where one would do, because most programs only read.",
  },
  {
    slug: "front-ends",
    title: "Front ends and mobile apps",
    summary: "What runs at your users’ cannot keep a secret. Two ways that work.",
  },
  {
    slug: "storing-keys",
    title: "Storing keys",
    summary: "Environment, secret managers, .gitignore, and a hook that refuses a commit.",
  },
  {
    slug: "rotation",
    title: "Rotation without an outage",
    summary: "Two secrets for a while, and how to know when the old one is unused.",
  },
  {
    slug: "leak",
    title: "When a key leaks",
    summary: "A run-book: the first five minutes, the first hour, the day after.",
  },
  {
    slug: "tls-and-domains",
    title: "TLS, and what domain rules do not protect",
    summary: "Which restriction stops whom, and which one only looks as if it did.",
  },
] as const;

export const guideHref = (slug: (typeof GUIDES)[number]["slug"]): string => `/docs/guides/${slug}`;
