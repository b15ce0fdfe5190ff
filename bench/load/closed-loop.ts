import { Agent, request } from "node:http";

export type Load = {
  url: string;
  headers: Record<string, string>;
  connections: number;
  seconds: number;
  expectStatus: number;
};

/**
 * Calls in a closed loop on keep-alive connections and returns how many were answered.
 * @throws {Error} On the first answer with another status: a figure for the wrong answer is worth nothing.
 */
export async function closedLoop({
  url,
  headers,
  connections,
  seconds,
  expectStatus,
}: Load): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const end = performance.now() + seconds * 1000;
  let answered = 0;
  const loop = async () => {
    while (performance.now() < end) {
      await callOnce(url, headers, agent, expectStatus);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, loop));
  agent.destroy();
  return answered;
}

function callOnce(
  url: string,
  headers: Record<string, string>,
  agent: Agent,
  expectStatus: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { headers, agent }, (response) => {
      response.resume();
      response.on("end", () =>
        response.statusCode === expectStatus
          ? resolve()
          : reject(new Error(`${url} answered ${response.statusCode}`)),
      );
      response.on("error", reject);
    })
      .on("error", reject)
      .end();
  });
}
