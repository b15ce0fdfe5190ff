-- AlterTable
ALTER TABLE "secret" ADD COLUMN     "overlap_seconds" INTEGER;

-- AlterTable
-- The last use is the earliest that is known of what was counted before.
ALTER TABLE "secret_last_used" ADD COLUMN     "first_at" TIMESTAMPTZ(3);
UPDATE "secret_last_used" SET "first_at" = "at";
ALTER TABLE "secret_last_used" ALTER COLUMN "first_at" SET NOT NULL;

-- CreateTable
CREATE TABLE "usage_latency" (
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "org_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "buckets" SMALLINT[],
    "counts" INTEGER[],

    CONSTRAINT "usage_latency_pkey" PRIMARY KEY ("org_id","key_id","minute","class_id")
) PARTITION BY RANGE ("minute");

-- CreateTable
CREATE TABLE "usage_demand" (
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "org_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "admitted" INTEGER[],
    "refused" INTEGER[],

    CONSTRAINT "usage_demand_pkey" PRIMARY KEY ("org_id","key_id","minute","class_id")
) PARTITION BY RANGE ("minute");

-- CreateTable
CREATE TABLE "usage_top" (
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "org_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "requests" BIGINT NOT NULL,
    "unsure" BIGINT NOT NULL,

    CONSTRAINT "usage_top_pkey" PRIMARY KEY ("org_id","key_id","hour","dimension","value")
) PARTITION BY RANGE ("hour");

-- CreateTable
CREATE TABLE "request_log" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "org_id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "secret_id" TEXT NOT NULL,
    "token_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "access" TEXT NOT NULL,
    "status" SMALLINT NOT NULL,
    "code" TEXT NOT NULL,
    "gate" SMALLINT NOT NULL,
    "saw" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "observed" TEXT[],
    "ip" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "referrer" TEXT NOT NULL,
    "bytes_in" BIGINT NOT NULL,
    "bytes_out" BIGINT NOT NULL,
    "latency_us" INTEGER NOT NULL,
    "weight" INTEGER NOT NULL,

    CONSTRAINT "request_log_pkey" PRIMARY KEY ("org_id","at","request_id")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "stranger_log" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "request_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "status" SMALLINT NOT NULL,
    "code" TEXT NOT NULL,
    "gate" SMALLINT NOT NULL,
    "saw" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "referrer" TEXT NOT NULL,
    "latency_us" INTEGER NOT NULL,
    "weight" INTEGER NOT NULL,

    CONSTRAINT "stranger_log_pkey" PRIMARY KEY ("at","request_id")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "usage_admitted" (
    "request_id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "line" TEXT NOT NULL,
    "counted_at" TIMESTAMPTZ(3),

    CONSTRAINT "usage_admitted_pkey" PRIMARY KEY ("request_id")
);

-- CreateIndex
CREATE INDEX "request_log_request_id_idx" ON "request_log"("request_id");

-- CreateIndex
CREATE INDEX "request_log_org_id_key_id_at_idx" ON "request_log"("org_id", "key_id", "at");

-- CreateIndex
CREATE INDEX "stranger_log_request_id_idx" ON "stranger_log"("request_id");

-- CreateIndex
CREATE INDEX "usage_admitted_owner_idx" ON "usage_admitted"("owner");

-- CreateIndex
CREATE INDEX "usage_admitted_at_idx" ON "usage_admitted"("at");

-- From here on written by hand: what Prisma's schema cannot say.

-- Rows whose time has no partition yet are kept, never refused.
CREATE TABLE "usage_latency_default" PARTITION OF "usage_latency" DEFAULT;
CREATE TABLE "usage_demand_default" PARTITION OF "usage_demand" DEFAULT;
CREATE TABLE "usage_top_default" PARTITION OF "usage_top" DEFAULT;
CREATE TABLE "request_log_default" PARTITION OF "request_log" DEFAULT;
CREATE TABLE "stranger_log_default" PARTITION OF "stranger_log" DEFAULT;

-- Makes the partitions of "parent", "days" days each (7: Monday to Monday, UTC), that hold "first_day" to "last_day" of its
-- column "time", and answers how many were new. Rows of that time that went to the default partition are moved over.
CREATE FUNCTION "ensure_time_partitions"("parent" TEXT, "time" TEXT, "days" INTEGER, "first_day" DATE, "last_day" DATE) RETURNS INTEGER
LANGUAGE plpgsql AS $$
DECLARE
    first DATE := CASE "days" WHEN 7 THEN date_trunc('week', "first_day"::TIMESTAMP)::DATE ELSE "first_day" END;
    starts TIMESTAMPTZ;
    ends TIMESTAMPTZ;
    partition TEXT;
    made INTEGER := 0;
BEGIN
    IF "days" NOT IN (1, 7) THEN
        RAISE EXCEPTION 'Partitions hold a day or a week.';
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

-- The same for everything that is counted: rollups by week, logs by day.
CREATE FUNCTION "ensure_usage_partitions"("first_day" DATE, "last_day" DATE) RETURNS INTEGER
LANGUAGE sql AS $$
    SELECT ensure_time_partitions('usage_minute', 'minute', 7, "first_day", "last_day")
         + ensure_time_partitions('usage_latency', 'minute', 7, "first_day", "last_day")
         + ensure_time_partitions('usage_demand', 'minute', 7, "first_day", "last_day")
         + ensure_time_partitions('usage_top', 'hour', 7, "first_day", "last_day")
$$;

CREATE FUNCTION "ensure_log_partitions"("first_day" DATE, "last_day" DATE) RETURNS INTEGER
LANGUAGE sql AS $$
    SELECT ensure_time_partitions('request_log', 'at', 1, "first_day", "last_day")
         + ensure_time_partitions('stranger_log', 'at', 1, "first_day", "last_day")
$$;

-- One way to make partitions; what asks for those of one table by its old name goes on working.
CREATE OR REPLACE FUNCTION "ensure_partitions"("parent" TEXT, "first_day" DATE, "last_day" DATE) RETURNS INTEGER
LANGUAGE sql AS $$
    SELECT ensure_time_partitions("parent", 'minute', 7, "first_day", "last_day")
$$;

ALTER TABLE "secret"
    ADD CONSTRAINT "secret_overlap_only_awaiting" CHECK ("overlap_seconds" IS NULL OR ("status" = 'awaiting' AND "overlap_seconds" >= 0));

ALTER TABLE "secret_last_used"
    ADD CONSTRAINT "secret_last_used_in_order" CHECK ("first_at" <= "at");

ALTER TABLE "usage_latency"
    ADD CONSTRAINT "usage_latency_is_a_whole_minute" CHECK (EXTRACT(SECOND FROM "minute") = 0),
    ADD CONSTRAINT "usage_latency_has_a_count_per_bucket" CHECK (cardinality("buckets") > 0 AND cardinality("buckets") = cardinality("counts"));

ALTER TABLE "usage_demand"
    ADD CONSTRAINT "usage_demand_is_a_whole_minute" CHECK (EXTRACT(SECOND FROM "minute") = 0),
    ADD CONSTRAINT "usage_demand_has_every_second" CHECK (cardinality("admitted") = 60 AND cardinality("refused") = 60);

ALTER TABLE "usage_top"
    ADD CONSTRAINT "usage_top_is_a_whole_hour" CHECK (EXTRACT(MINUTE FROM "hour") = 0 AND EXTRACT(SECOND FROM "hour") = 0),
    ADD CONSTRAINT "usage_top_dimension_is_known" CHECK (
        "dimension" IN ('ip', 'network', 'agent', 'referrer', 'endpoint', 'country', 'access', 'observed')
    ),
    ADD CONSTRAINT "usage_top_counts_something" CHECK ("requests" > 0 AND "unsure" >= 0);

ALTER TABLE "request_log"
    ADD CONSTRAINT "request_log_is_somebodys" CHECK ("org_id" <> '' AND "key_id" <> ''),
    ADD CONSTRAINT "request_log_explains_briefly" CHECK (length("saw") <= 200 AND length("rule") <= 200),
    ADD CONSTRAINT "request_log_counts_something" CHECK ("weight" > 0);

ALTER TABLE "stranger_log"
    ADD CONSTRAINT "stranger_log_explains_briefly" CHECK (length("saw") <= 200 AND length("rule") <= 200),
    ADD CONSTRAINT "stranger_log_counts_something" CHECK ("weight" > 0);
