-- AlterTable
ALTER TABLE "leak_finding" ADD COLUMN     "token_id" TEXT;

-- AlterTable
ALTER TABLE "management_token" ADD COLUMN     "leaked_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "webhook_try" (
    "id" BIGSERIAL NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" INTEGER,
    "error" TEXT,
    "ms" INTEGER NOT NULL,

    CONSTRAINT "webhook_try_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "webhook_try_delivery_id_id_idx" ON "webhook_try"("delivery_id", "id");

-- AddForeignKey
ALTER TABLE "webhook_try" ADD CONSTRAINT "webhook_try_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "webhook_delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is known of the last try of each delivery.
INSERT INTO "webhook_try" ("delivery_id", "at", "status", "error", "ms")
SELECT "id", "last_at", "last_status", "last_error", "last_ms" FROM "webhook_delivery"
 WHERE "last_at" IS NOT NULL AND "last_ms" IS NOT NULL ORDER BY "last_at";

-- AlterTable
ALTER TABLE "webhook_delivery" ADD COLUMN     "given_up_reason" TEXT;
UPDATE "webhook_delivery" SET "given_up_reason" = "last_error"
 WHERE "given_up_at" IS NOT NULL AND "last_error" = 'The webhook was disabled.';
ALTER TABLE "webhook_delivery" DROP COLUMN "last_at",
DROP COLUMN "last_error",
DROP COLUMN "last_ms",
DROP COLUMN "last_status";
