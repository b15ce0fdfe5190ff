import { takeLeakReport } from "@/lib/leak-intake/take-report";

/** For anybody else who finds secrets, with a token of this installation. */
export const POST = (request: Request): Promise<Response> => takeLeakReport(request);
