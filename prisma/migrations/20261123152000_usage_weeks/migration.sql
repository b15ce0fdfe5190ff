-- CreateTable
CREATE TABLE "usage_week" (
    "start" TIMESTAMPTZ(0) NOT NULL,
    "org_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "secret_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "status" SMALLINT NOT NULL,
    "code" TEXT NOT NULL,
    "requests" BIGINT NOT NULL,
    "bytes_in" BIGINT NOT NULL,
    "bytes_out" BIGINT NOT NULL,

    CONSTRAINT "usage_week_pkey" PRIMARY KEY ("org_id","key_id","start","secret_id","product_id","class_id","status","code")
) PARTITION BY RANGE ("start");

-- CreateTable
CREATE TABLE "usage_latency_week" (
    "start" TIMESTAMPTZ(0) NOT NULL,
    "org_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "buckets" SMALLINT[],
    "counts" BIGINT[],

    CONSTRAINT "usage_latency_week_pkey" PRIMARY KEY ("org_id","key_id","start","class_id")
) PARTITION BY RANGE ("start");

-- CreateTable
CREATE TABLE "usage_top_week" (
    "start" TIMESTAMPTZ(0) NOT NULL,
    "org_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "requests" BIGINT NOT NULL,
    "unsure" BIGINT NOT NULL,

    CONSTRAINT "usage_top_week_pkey" PRIMARY KEY ("org_id","key_id","start","dimension","value")
) PARTITION BY RANGE ("start");

-- CreateIndex
CREATE INDEX "usage_week_org_id_start_idx" ON "usage_week"("org_id", "start");

-- CreateIndex
CREATE INDEX "usage_latency_week_org_id_start_idx" ON "usage_latency_week"("org_id", "start");

-- CreateIndex
CREATE INDEX "usage_top_week_org_id_start_idx" ON "usage_top_week"("org_id", "start");

-- From here on written by hand: what Prisma's schema cannot say.

-- Rows whose time has no partition yet are kept, never refused.
CREATE TABLE "usage_week_default" PARTITION OF "usage_week" DEFAULT;
CREATE TABLE "usage_latency_week_default" PARTITION OF "usage_latency_week" DEFAULT;
CREATE TABLE "usage_top_week_default" PARTITION OF "usage_top_week" DEFAULT;

ALTER TABLE "usage_unrolled" DROP CONSTRAINT "usage_unrolled_is_a_whole_stretch";
ALTER TABLE "usage_unrolled"
    ADD CONSTRAINT "usage_unrolled_is_a_whole_stretch" CHECK (
        "minutes" IN (15, 60, 1440, 10080) AND EXTRACT(EPOCH FROM "start")::BIGINT % ("minutes" * 60) = 0
    );
ALTER TABLE "usage_week" ADD CONSTRAINT "usage_week_is_whole" CHECK (EXTRACT(EPOCH FROM "start")::BIGINT % 604800 = 0);

-- What was rolled up by days before there were weeks has yet to be rolled up on.
INSERT INTO "usage_unrolled" ("org_id", "minutes", "start")
SELECT DISTINCT "org_id", 10080, date_bin('7 days', "start", 'epoch') FROM "usage_day";

ALTER TABLE "usage_top_week"
    ADD CONSTRAINT "usage_top_week_counts_something" CHECK ("requests" >= 0 AND "unsure" >= 0 AND "requests" + "unsure" > 0);

-- Partitions are made table by table, by who knows the tables.
DROP FUNCTION "ensure_usage_partitions"(DATE, DATE);
DROP FUNCTION "ensure_log_partitions"(DATE, DATE);
