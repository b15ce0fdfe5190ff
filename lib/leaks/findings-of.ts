import { db } from "@/lib/db/client";
import { DONE_RESPONSES, type DoneResponse } from "@/lib/leak-intake/schemas";

/** Where a secret of a key was found in the open. Times are ISO 8601. */
export type ShownFinding = {
  id: string;
  /** `github`, or the name of whoever reported. */
  source: string;
  /** `""`: not said. Always http or https otherwise. */
  url: string;
  /** What kind of place it is, as the reporter says it. */
  type: string;
  receivedAt: string;
  secretId: string;
  response: DoneResponse;
};

/** The latest findings, and how many there are in all. */
export type ShownFindings = { latest: ShownFinding[]; total: number };

const SHOWN_MAX = 20;

/** The latest 20 places a key's secrets were found in. For verbs that have checked who asks. */
export async function findingsOf(orgId: string, keyId: string): Promise<ShownFindings> {
  const where = { orgId, keyId };
  const [rows, total] = await Promise.all([
    db.leakFinding.findMany({
      where,
      select: {
        id: true,
        source: true,
        url: true,
        type: true,
        receivedAt: true,
        secretId: true,
        response: true,
      },
      orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
      take: SHOWN_MAX,
    }),
    db.leakFinding.count({ where }),
  ]);
  return {
    total,
    latest: rows.map(({ receivedAt, secretId, response, ...row }) => ({
      ...row,
      receivedAt: receivedAt.toISOString(),
      secretId: secretId ?? "",
      response: DONE_RESPONSES.find((one) => one === response) ?? "none",
    })),
  };
}
