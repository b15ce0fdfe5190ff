// A process that takes a rotation back, for tests that kill it on the way: node --import tsx <this> <context as JSON> <key ID>.
import { cancelRotation } from "@/lib/keys/cancel-rotation";
import { CancelRotationInput } from "@/lib/keys/life-schemas";
import type { OrgContext } from "@/lib/orgs/context";

const [context = "", keyId = ""] = process.argv.slice(2);

async function main(): Promise<void> {
  const ctx = JSON.parse(context) as OrgContext;
  await cancelRotation({ ...ctx, now: new Date(ctx.now) }, CancelRotationInput.parse({ keyId }));
}

void main();
