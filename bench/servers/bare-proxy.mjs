// The least a proxy on undici's dispatch can do: no check, no field added or taken away but the hop's own.
import { createServer } from "node:http";
import { Pool } from "undici";

const pool = new Pool(process.env.UPSTREAM ?? "", { connections: 256, pipelining: 1 });
const HOP = new Set(["connection", "keep-alive", "transfer-encoding", "date"]);

createServer((req, res) => {
  pool.dispatch(
    { method: req.method, path: req.url, headers: ["accept", "image/png"], body: null },
    {
      onConnect() {},
      onHeaders(status, rawHeaders, resume) {
        const headers = [];
        for (let at = 0; at < rawHeaders.length; at += 2) {
          const name = rawHeaders[at].latin1Slice();
          if (!HOP.has(name.toLowerCase())) headers.push(name, rawHeaders[at + 1].latin1Slice());
        }
        res.on("drain", resume);
        res.writeHead(status, headers);
        return true;
      },
      onData: (chunk) => res.write(chunk),
      onComplete: () => res.end(),
      onError: () => res.destroy(),
    },
  );
}).listen(Number(process.env.PORT), "127.0.0.1", 1024, () => console.log("listening"));
