// fastify + @fastify/rate-limit: looks the key up in a Map, limits by key, answers the same bytes.
import rateLimit from "@fastify/rate-limit";
import fastify from "fastify";

const { status, headers, body } = JSON.parse(process.env.ANSWER ?? "{}");
const keys = new Set(JSON.parse(process.env.KEYS ?? "[]"));
const fields = {};
for (let at = 0; at < headers.length; at += 2) fields[headers[at]] = headers[at + 1];

const app = fastify({ logger: false });
await app.register(rateLimit, {
  max: 1_000_000_000,
  timeWindow: 1000,
  keyGenerator: (request) => request.headers["x-api-key"],
});
app.get("/*", (request, reply) => {
  if (!keys.has(request.headers["x-api-key"])) return reply.code(401).send();
  return reply.code(status).headers(fields).send(body);
});
await app.listen({ port: Number(process.env.PORT), host: "127.0.0.1", backlog: 1024 });
console.log("listening");
