// The least a custom server can be.
import { createServer, Server } from "node:http";
import next from "next";

const app = next({ dev: false, dir: import.meta.dirname, httpServer: new Server() });
await app.prepare();
const handle = app.getRequestHandler();
createServer((request, response) => handle(request, response)).listen(
  Number(process.env.PORT),
  "127.0.0.1",
  () => console.log("listening"),
);
