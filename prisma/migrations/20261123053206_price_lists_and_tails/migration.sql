-- AlterTable
ALTER TABLE "org" ADD COLUMN     "monthly_budget_micros" BIGINT;

-- AlterTable
ALTER TABLE "plan" ADD COLUMN     "currency" TEXT;

-- CreateTable
CREATE TABLE "plan_price" (
    "plan_id" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "per_thousand_micros" BIGINT NOT NULL,
    "included" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "plan_price_pkey" PRIMARY KEY ("plan_id","class_id")
);

-- CreateTable
CREATE TABLE "usage_tail" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_tail_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "usage_tail_org_id_idx" ON "usage_tail"("org_id");

-- AddForeignKey
ALTER TABLE "plan_price" ADD CONSTRAINT "plan_price_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_price" ADD CONSTRAINT "plan_price_class_id_fkey" FOREIGN KEY ("class_id") REFERENCES "endpoint_class"("id") ON DELETE CASCADE ON UPDATE CASCADE;
