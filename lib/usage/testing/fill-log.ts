import type { Pool } from "pg";

/** Texts that a careless writer of CSV breaks on, or a spreadsheet takes for a formula; all a caller can send. */
const AWKWARD = [
  '=HYPERLINK("https://example.org","a")',
  "+1+1",
  "-2+3",
  "@SUM(A1:A9)",
  "\t=1",
  " \u00a0=1+1",
  "\uff1dcmd|' /C calc'!A0",
  "\r\n=1",
  'he said "no", twice',
  "a,b;c|d",
  "line\nbreak",
  "'quoted'",
  "",
  " leading and trailing ",
  "täxt — 漢字 🙂",
  "plain",
] as const;

/** Rows of one and the same millisecond. */
const AT_ONCE = 4;
const STEP_MS = 100;
/** A statement may take ten seconds. */
const ROWS_A_STATEMENT = 20_000;

/** The text in a row's column; `shift` tells its columns apart. */
function awkward(row: number, shift: number): string {
  return AWKWARD[(row + shift) % AWKWARD.length] ?? "";
}

const INSERT = `
  INSERT INTO request_log
    (at, org_id, request_id, key_id, secret_id, token_id, product_id, class_id, method, endpoint, access, status, code, gate,
     saw, rule, observed, ip, country, agent, referrer, bytes_in, bytes_out, latency_us, weight)
  SELECT to_timestamp(($5::bigint - (n / ${AT_ONCE}) * ${STEP_MS}) / 1000.0), $1, 'req_' || lpad(n::text, 22, '0'), $2,
         'sec_1', '', 'prd_1', 'cls_1', 'GET', '/map/{rest+}', 'read', 200, '', 0,
         t[1 + (n + 0) % ${AWKWARD.length}], t[1 + (n + 1) % ${AWKWARD.length}], '{}', '192.0.2.1', 'NL',
         t[1 + (n + 2) % ${AWKWARD.length}], t[1 + (n + 3) % ${AWKWARD.length}], n, n * 2, n % 1000000, 1
    FROM generate_series($3::int, $4::int) AS n, (SELECT $6::text[] AS t) AS texts`;

/**
 * Puts rows 1 … `rows` into the request log of a key, going back from `lastAt`, four a millisecond. Much faster than counting
 * calls, and of texts that no call could leave there.
 */
export async function fillLog(
  pool: Pool,
  { orgId, keyId, rows, lastAt }: { orgId: string; keyId: string; rows: number; lastAt: number },
): Promise<void> {
  for (let first = 1; first <= rows; first += ROWS_A_STATEMENT) {
    const last = Math.min(rows, first + ROWS_A_STATEMENT - 1);
    await pool.query(INSERT, [orgId, keyId, first, last, lastAt, AWKWARD]);
  }
}

/** A row as a spreadsheet reads it, column by column. */
export type ReadRow = Readonly<Record<string, string>>;

/** Which row this is, by its ID. @throws {Error} When a cell is not what was put there, or is a formula. */
export function rowOf(read: ReadRow): number {
  const row = Number(/^req_(\d{22})$/.exec(read.requestId ?? "")?.[1]);
  for (const [shift, column] of (["saw", "rule", "agent", "referrer"] as const).entries()) {
    const [kept, shown] = [awkward(row, shift), read[column]];
    // An apostrophe is how a spreadsheet is told that this is a text.
    if (shown !== kept && shown !== `'${kept}`) throw new Error(`Row ${row}: ${column} is ${shown}.`);
  }
  for (const [column, cell] of Object.entries(read)) {
    if (/^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(cell))
      throw new Error(`Row ${row}: ${column} is a formula.`);
  }
  if (read.bytesIn !== String(row) || read.bytesOut !== String(row * 2))
    throw new Error(`Row ${row} has other numbers.`);
  return row;
}
