import { takeGithubReport } from "@/lib/leak-intake/take-github";

/** For GitHub's secret scanning partner programme; believed by its signature alone. */
export const POST = (request: Request): Promise<Response> => takeGithubReport(request);
