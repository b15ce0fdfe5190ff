// npm run tokens:rotate [-- --end-all] [-- --reason "…"]: replaces the key that signs access tokens, in the database of DATABASE_URL, or
// else of the embedded one in .data. With --end-all every token there is ends at once: for a key that leaked.
import { parseArgs } from "node:util";
import { rotateTokenKeys } from "@/lib/tokens/rotate";
import { operatorCtx, withDatabase } from "./operator/with-database";

const { values } = parseArgs({
  options: { "end-all": { type: "boolean", default: false }, reason: { type: "string", default: "" } },
});
const { "end-all": endsAll, reason } = values;

await withDatabase(async () => {
  const { kid } = await rotateTokenKeys(operatorCtx("tokens:rotate"), { endsAll, reason });
  console.log(
    endsAll
      ? `${kid} signs from now on. Every token made before is refused.`
      : `${kid} signs in ten seconds. Tokens of the former key are believed until they end.`,
  );
});
