// fastify + @fastify/http-proxy: looks the key up in a Map, passes the call on.
import httpProxy from "@fastify/http-proxy";
import fastify from "fastify";

const keys = new Set(JSON.parse(process.env.KEYS ?? "[]"));
const app = fastify({ logger: false });
await app.register(httpProxy, {
  upstream: process.env.UPSTREAM,
  undici: { connections: 256, pipelining: 1 },
  preHandler: (request, reply, next) => {
    if (keys.has(request.headers["x-api-key"])) next();
    else reply.code(401).send();
  },
});
await app.listen({ port: Number(process.env.PORT), host: "127.0.0.1", backlog: 1024 });
console.log("listening");
