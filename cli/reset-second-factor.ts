// npm run accounts:reset-factor -- person@example.com --reason "…": takes a lost second factor from an account in the database of
// DATABASE_URL, or else of the embedded one in .data. The person chooses a new password by mail and can set up a new factor.
import { parseArgs } from "node:util";
import { resetSecondFactor } from "@/lib/accounts/second-factor/reset";
import { operatorCtx, withDatabase } from "./operator/with-database";

const { values, positionals } = parseArgs({
  options: { reason: { type: "string", default: "" } },
  allowPositionals: true,
});

const email = positionals[0]?.trim().toLowerCase() ?? "";
const reason = values.reason.trim();
if (positionals.length !== 1 || reason === "") {
  console.error(
    'Use: npm run accounts:reset-factor -- person@example.com --reason "How you made sure who asks"',
  );
  process.exitCode = 2;
} else {
  await withDatabase(async () => {
    await resetSecondFactor(operatorCtx("accounts:reset-factor"), { email, reason });
    console.log(
      `${email} has no second factor and no password any more, and was told by mail how to choose a new one.`,
    );
  });
}
