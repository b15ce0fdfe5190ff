import { cookies, headers } from "next/headers";

/** The parts of an HTTP request that decide who is asking and from where. */
export type Incoming = {
  header(name: string): string | null;
  cookie(name: string): string | undefined;
};

/** The request Next is answering right now. */
export async function incoming(): Promise<Incoming> {
  const [headerList, cookieList] = await Promise.all([headers(), cookies()]);
  return {
    header: (name) => headerList.get(name),
    cookie: (name) => cookieList.get(name)?.value,
  };
}
