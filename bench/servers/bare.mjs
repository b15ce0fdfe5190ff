// The least a node:http server can do: the same status, headers and body for every call.
import { createServer } from "node:http";

const { status, headers, body } = JSON.parse(process.env.ANSWER ?? "{}");
createServer((_, res) => {
  res.writeHead(status, headers);
  res.end(body);
}).listen(Number(process.env.PORT), "127.0.0.1", 1024, () => console.log("listening"));
