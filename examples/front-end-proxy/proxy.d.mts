import type { Server } from "node:http";

export function createProxy(options: { apiBaseUrl: string; secret: string; timeoutMs?: number }): Server;
