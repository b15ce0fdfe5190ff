-- CreateTable
CREATE TABLE "usage_unrolled" (
    "org_id" TEXT NOT NULL,
    "minutes" SMALLINT NOT NULL,
    "start" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "usage_unrolled_pkey" PRIMARY KEY ("org_id","minutes","start")
);

-- CreateTable
CREATE TABLE "usage_quarter" (
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

    CONSTRAINT "usage_quarter_pkey" PRIMARY KEY ("org_id","key_id","start","secret_id","product_id","class_id","status","code")
) PARTITION BY RANGE ("start");

-- CreateTable
CREATE TABLE "usage_latency_quarter" (
    "start" TIMESTAMPTZ(0) NOT NULL,
    "org_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "buckets" SMALLINT[],
    "counts" BIGINT[],

    CONSTRAINT "usage_latency_quarter_pkey" PRIMARY KEY ("org_id","key_id","start","class_id")
) PARTITION BY RANGE ("start");

-- CreateTable
CREATE TABLE "usage_hour" (
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

    CONSTRAINT "usage_hour_pkey" PRIMARY KEY ("org_id","key_id","start","secret_id","product_id","class_id","status","code")
) PARTITION BY RANGE ("start");

-- CreateTable
CREATE TABLE "usage_latency_hour" (
    "start" TIMESTAMPTZ(0) NOT NULL,
    "org_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "buckets" SMALLINT[],
    "counts" BIGINT[],

    CONSTRAINT "usage_latency_hour_pkey" PRIMARY KEY ("org_id","key_id","start","class_id")
) PARTITION BY RANGE ("start");

-- CreateTable
CREATE TABLE "usage_day" (
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

    CONSTRAINT "usage_day_pkey" PRIMARY KEY ("org_id","key_id","start","secret_id","product_id","class_id","status","code")
) PARTITION BY RANGE ("start");

-- CreateTable
CREATE TABLE "usage_latency_day" (
    "start" TIMESTAMPTZ(0) NOT NULL,
    "org_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "buckets" SMALLINT[],
    "counts" BIGINT[],

    CONSTRAINT "usage_latency_day_pkey" PRIMARY KEY ("org_id","key_id","start","class_id")
) PARTITION BY RANGE ("start");

-- CreateTable
CREATE TABLE "usage_top_day" (
    "start" TIMESTAMPTZ(0) NOT NULL,
    "org_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "requests" BIGINT NOT NULL,
    "unsure" BIGINT NOT NULL,

    CONSTRAINT "usage_top_day_pkey" PRIMARY KEY ("org_id","key_id","start","dimension","value")
) PARTITION BY RANGE ("start");

-- CreateIndex
CREATE INDEX "usage_unrolled_minutes_start_idx" ON "usage_unrolled"("minutes", "start");

-- CreateIndex
CREATE INDEX "usage_latency_org_id_minute_idx" ON "usage_latency"("org_id", "minute");

-- CreateIndex
CREATE INDEX "usage_minute_org_id_minute_idx" ON "usage_minute"("org_id", "minute");

-- CreateIndex
CREATE INDEX "usage_top_org_id_hour_idx" ON "usage_top"("org_id", "hour");

-- From here on written by hand: what Prisma's schema cannot say.

-- Rows whose time has no partition yet are kept, never refused.
CREATE TABLE "usage_quarter_default" PARTITION OF "usage_quarter" DEFAULT;
CREATE TABLE "usage_latency_quarter_default" PARTITION OF "usage_latency_quarter" DEFAULT;
CREATE TABLE "usage_hour_default" PARTITION OF "usage_hour" DEFAULT;
CREATE TABLE "usage_latency_hour_default" PARTITION OF "usage_latency_hour" DEFAULT;
CREATE TABLE "usage_day_default" PARTITION OF "usage_day" DEFAULT;
CREATE TABLE "usage_latency_day_default" PARTITION OF "usage_latency_day" DEFAULT;
CREATE TABLE "usage_top_day_default" PARTITION OF "usage_top_day" DEFAULT;

-- Makes the partitions of "parent", "days" days each, that hold "first_day" to "last_day" of its column "time", and answers
-- how many were new. Partitions of more than a day begin on Mondays (UTC), counted from 1 January 2001. Rows of that time
-- that went to the default partition are moved over.
CREATE OR REPLACE FUNCTION "ensure_time_partitions"("parent" TEXT, "time" TEXT, "days" INTEGER, "first_day" DATE, "last_day" DATE) RETURNS INTEGER
LANGUAGE plpgsql AS $$
DECLARE
    origin CONSTANT DATE := '2001-01-01';
    first DATE := origin + floor(("first_day" - origin)::NUMERIC / "days")::INTEGER * "days";
    starts TIMESTAMPTZ;
    ends TIMESTAMPTZ;
    partition TEXT;
    made INTEGER := 0;
BEGIN
    IF "days" NOT IN (1, 7, 28, 364) THEN
        RAISE EXCEPTION 'Partitions hold 1, 7, 28 or 364 days.';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ensure_partitions'), hashtext("parent"));
    WHILE first <= "last_day" LOOP
        partition := "parent" || '_' || to_char(first, 'YYYYMMDD');
        IF to_regclass(format('%I', partition)) IS NULL THEN
            starts := first::TIMESTAMP AT TIME ZONE 'UTC';
            ends := (first + "days")::TIMESTAMP AT TIME ZONE 'UTC';
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', partition, "parent");
            EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', "parent" || '_default');
            EXECUTE format(
                'WITH moved AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
                "parent" || '_default', "time", starts, "time", ends, partition
            );
            EXECUTE format(
                'ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                "parent", partition, starts, ends
            );
            made := made + 1;
        END IF;
        first := first + "days";
    END LOOP;
    RETURN made;
END $$;

CREATE OR REPLACE FUNCTION "ensure_usage_partitions"("first_day" DATE, "last_day" DATE) RETURNS INTEGER
LANGUAGE sql AS $$
    SELECT ensure_time_partitions('usage_minute', 'minute', 7, "first_day", "last_day")
         + ensure_time_partitions('usage_latency', 'minute', 7, "first_day", "last_day")
         + ensure_time_partitions('usage_demand', 'minute', 7, "first_day", "last_day")
         + ensure_time_partitions('usage_top', 'hour', 7, "first_day", "last_day")
         + ensure_time_partitions('usage_quarter', 'start', 7, "first_day", "last_day")
         + ensure_time_partitions('usage_latency_quarter', 'start', 7, "first_day", "last_day")
         + ensure_time_partitions('usage_hour', 'start', 28, "first_day", "last_day")
         + ensure_time_partitions('usage_latency_hour', 'start', 28, "first_day", "last_day")
         + ensure_time_partitions('usage_day', 'start', 364, "first_day", "last_day")
         + ensure_time_partitions('usage_latency_day', 'start', 364, "first_day", "last_day")
         + ensure_time_partitions('usage_top_day', 'start', 364, "first_day", "last_day")
$$;

-- What was counted before there were other resolutions has yet to be rolled up.
INSERT INTO "usage_unrolled" ("org_id", "minutes", "start")
SELECT DISTINCT "org_id", 15, date_bin('15 minutes', "minute", 'epoch') FROM "usage_minute";

ALTER TABLE "usage_unrolled"
    ADD CONSTRAINT "usage_unrolled_is_a_whole_stretch" CHECK (
        "minutes" IN (15, 60, 1440) AND EXTRACT(EPOCH FROM "start")::BIGINT % ("minutes" * 60) = 0
    );

ALTER TABLE "usage_quarter" ADD CONSTRAINT "usage_quarter_is_whole" CHECK (EXTRACT(EPOCH FROM "start")::BIGINT % 900 = 0);
ALTER TABLE "usage_hour" ADD CONSTRAINT "usage_hour_is_whole" CHECK (EXTRACT(EPOCH FROM "start")::BIGINT % 3600 = 0);
ALTER TABLE "usage_day" ADD CONSTRAINT "usage_day_is_whole" CHECK (EXTRACT(EPOCH FROM "start")::BIGINT % 86400 = 0);

-- The calls of values without a place of their own stand under the value "*", which nobody sends.
ALTER TABLE "usage_top" DROP CONSTRAINT "usage_top_counts_something";
ALTER TABLE "usage_top"
    ADD CONSTRAINT "usage_top_counts_something" CHECK ("requests" >= 0 AND "unsure" >= 0 AND "requests" + "unsure" > 0);
ALTER TABLE "usage_top_day"
    ADD CONSTRAINT "usage_top_day_counts_something" CHECK ("requests" >= 0 AND "unsure" >= 0 AND "requests" + "unsure" > 0);
