// A closed loop of keep-alive connections on bare sockets, as a process of its own so that it can be pinned to a core.
// Usage: node raw-load.mjs '{"port":…,"requests":["GET / HTTP/1.1\r\n…"],"connections":64,"seconds":5,"status":200}'
// Prints {"answered":…,"seconds":…,"p50":…,"p99":…} (milliseconds), or fails on the first answer with another status.
import { connect } from "node:net";

const { port, requests, connections, seconds, status, ratePerSecond } = JSON.parse(process.argv[2]);
const wanted = Buffer.from(`HTTP/1.1 ${status} `);
const latencies = new Float64Array(4_000_000);
let answered = 0;
let sent = 0;
let isOver = false;
let open = 0;

const started = performance.now();
// With a rate, calls start at fixed times whatever the server does, so that a slow answer is not hidden by waiting for it.
const idle = [];
let due = 0;

for (let index = 0; index < connections; index += 1) startConnection();
if (ratePerSecond) setTimeout(tick, 50);
setTimeout(finish, seconds * 1000 + (ratePerSecond ? 50 : 0));

function startConnection() {
  const socket = connect(port, "127.0.0.1");
  socket.setNoDelay(true);
  open += 1;
  let sentAt = 0;
  let pending = null;
  const send = (at) => {
    sentAt = at;
    socket.write(requests[sent++ % requests.length], "latin1");
  };
  socket.on("connect", () => (ratePerSecond ? idle.push(send) : send(performance.now())));
  socket.on("data", (chunk) => {
    const data = pending === null ? chunk : Buffer.concat([pending, chunk]);
    if (!isWhole(data)) {
      pending = data;
      return;
    }
    pending = null;
    if (data.compare(wanted, 0, wanted.length, 0, wanted.length) !== 0)
      fail(data.toString("latin1").slice(0, 400));
    latencies[answered] = performance.now() - sentAt;
    answered += 1;
    if (isOver) socket.destroy();
    else if (ratePerSecond) next(send);
    else send(performance.now());
  });
  socket.on("error", (error) => !isOver && fail(String(error)));
  socket.on("close", () => {
    open -= 1;
    if (!isOver) fail("The server closed a connection");
  });
}

function next(send) {
  if (due > 0) {
    due -= 1;
    send(performance.now());
  } else idle.push(send);
}

let ticked = 0;
function tick() {
  if (isOver) return;
  const wantedBy = Math.floor(((performance.now() - started - 50) / 1000) * ratePerSecond);
  for (; ticked < wantedBy; ticked += 1) {
    const send = idle.pop();
    if (send === undefined) due += 1;
    else send(performance.now());
  }
  setTimeout(tick, 1);
}

/** Head and declared body, or all chunks. */
function isWhole(data) {
  const headEnd = data.indexOf("\r\n\r\n");
  if (headEnd === -1) return false;
  const head = data.latin1Slice(0, headEnd).toLowerCase();
  const at = head.indexOf("\r\ncontent-length: ");
  if (at !== -1) return data.length >= headEnd + 4 + Number.parseInt(head.slice(at + 18), 10);
  return head.includes("transfer-encoding: chunked") ? data.includes("\r\n0\r\n\r\n", headEnd) : true;
}

function finish() {
  isOver = true;
  const measured = latencies.slice(0, answered).sort();
  const at = (share) => measured[Math.floor(answered * share)] ?? 0;
  process.stdout.write(`${JSON.stringify({ answered, seconds, open, p50: at(0.5), p99: at(0.99) })}\n`, () =>
    process.exit(0),
  );
}

function fail(why) {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}
