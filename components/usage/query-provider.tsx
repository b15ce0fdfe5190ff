"use client";

import { isServer, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";

let ofBrowser: QueryClient | undefined;

/** The server makes one for each answer, so that nobody sees another person's data; a browser keeps its one. */
function queryClient(): QueryClient {
  if (isServer) return makeClient();
  ofBrowser ??= makeClient();
  return ofBrowser;
}

function makeClient(): QueryClient {
  return new QueryClient({
    // Fresh for a moment after hydration: what the server has just read is not asked for again.
    defaultOptions: { queries: { staleTime: 5_000, retry: 1 } },
  });
}

export function QueryProvider({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={queryClient()}>{children}</QueryClientProvider>;
}
