-- CreateEnum
CREATE TYPE "staff_role" AS ENUM ('support', 'operator');

-- CreateEnum
CREATE TYPE "email_token_purpose" AS ENUM ('verify_email', 'reset_password');

-- CreateEnum
CREATE TYPE "billing_type" AS ENUM ('paying', 'evaluation', 'free', 'freemium', 'pay_as_you_grow');

-- CreateEnum
CREATE TYPE "key_access" AS ENUM ('read', 'write');

-- CreateEnum
CREATE TYPE "disabled_by" AS ENUM ('customer', 'staff');

-- CreateEnum
CREATE TYPE "secret_status" AS ENUM ('current', 'awaiting', 'retiring', 'retired');

-- CreateEnum
CREATE TYPE "org_type" AS ENUM ('enterprise', 'self_serve');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('viewer', 'developer', 'admin', 'owner');

-- CreateEnum
CREATE TYPE "refusal_style" AS ENUM ('problem', 'tomtom');

-- CreateTable
CREATE TABLE "user_account" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "email_verified_at" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "staff_role" "staff_role",
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "ip" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "email_token" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "purpose" "email_token_purpose" NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "known_device" (
    "token_hash" BYTEA NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "known_device_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "throttle" (
    "bucket" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_failure" TIMESTAMPTZ(3) NOT NULL,
    "blocked_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "throttle_pkey" PRIMARY KEY ("bucket")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "chain" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "ip" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "key_version" INTEGER NOT NULL,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("chain","seq")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "chain" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("chain")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "change_log" (
    "id" BIGSERIAL NOT NULL,
    "xid" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,

    CONSTRAINT "change_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "key" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "billing_type" "billing_type" NOT NULL,
    "access" "key_access" NOT NULL DEFAULT 'write',
    "allow_query_key" BOOLEAN NOT NULL DEFAULT true,
    "valid_from" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "disabled_by" "disabled_by",
    "disabled_reason" TEXT,
    "created_by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_rotated_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "secret" (
    "id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "status" "secret_status" NOT NULL,
    "retires_at" TIMESTAMPTZ(3),
    "lookup" BYTEA NOT NULL,
    "pepper_version" INTEGER NOT NULL,
    "sealed_digest" BYTEA NOT NULL,
    "sealed_secret" BYTEA,
    "head" TEXT NOT NULL,
    "tail" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "secret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "key_product" (
    "key_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,

    CONSTRAINT "key_product_pkey" PRIMARY KEY ("key_id","product_id")
);

-- CreateTable
CREATE TABLE "org" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" "org_type" NOT NULL,
    "suspended_at" TIMESTAMPTZ(3),
    "allow_query_keys" BOOLEAN NOT NULL DEFAULT true,
    "show_secrets_once" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "org_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "org_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("org_id","user_id")
);

-- CreateTable
CREATE TABLE "upstream" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "connect_timeout_ms" INTEGER NOT NULL DEFAULT 2000,
    "headers_timeout_ms" INTEGER NOT NULL DEFAULT 15000,
    "idle_timeout_ms" INTEGER NOT NULL DEFAULT 15000,
    "total_timeout_ms" INTEGER NOT NULL DEFAULT 60000,

    CONSTRAINT "upstream_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upstream_secret" (
    "id" TEXT NOT NULL,
    "upstream_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retires_at" TIMESTAMPTZ(3),

    CONSTRAINT "upstream_secret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "is_sample" BOOLEAN NOT NULL DEFAULT false,
    "upstream_id" TEXT NOT NULL,
    "refusal_style" "refusal_style" NOT NULL DEFAULT 'problem',
    "body_limit_bytes" INTEGER NOT NULL DEFAULT 10000000,
    "allow_websocket" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "endpoint_class" (
    "id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "default_qps" INTEGER NOT NULL,
    "weight_requests" INTEGER NOT NULL DEFAULT 1,
    "weight_transactions" INTEGER NOT NULL DEFAULT 1,
    "paths" TEXT[],

    CONSTRAINT "endpoint_class_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_minute" (
    "minute" TIMESTAMPTZ(0) NOT NULL,
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

    CONSTRAINT "usage_minute_pkey" PRIMARY KEY ("org_id","key_id","minute","secret_id","product_id","class_id","status","code")
) PARTITION BY RANGE ("minute");

-- CreateTable
CREATE TABLE "usage_journal" (
    "file" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "usage_journal_pkey" PRIMARY KEY ("file")
);

-- CreateTable
CREATE TABLE "secret_last_used" (
    "secret_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ip" TEXT NOT NULL,

    CONSTRAINT "secret_last_used_pkey" PRIMARY KEY ("secret_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account"("email");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "email_token_token_hash_key" ON "email_token"("token_hash");

-- CreateIndex
CREATE INDEX "email_token_user_id_purpose_idx" ON "email_token"("user_id", "purpose");

-- CreateIndex
CREATE INDEX "known_device_user_id_idx" ON "known_device"("user_id");

-- CreateIndex
CREATE INDEX "throttle_last_failure_idx" ON "throttle"("last_failure");

-- CreateIndex
CREATE INDEX "audit_entry_chain_target_id_seq_idx" ON "audit_entry"("chain", "target_id", "seq" DESC);

-- CreateIndex
CREATE INDEX "change_log_xid_idx" ON "change_log"("xid");

-- CreateIndex
CREATE INDEX "key_org_id_deleted_at_created_at_id_idx" ON "key"("org_id", "deleted_at", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "key_org_id_name_idx" ON "key"("org_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "secret_lookup_key" ON "secret"("lookup");

-- CreateIndex
CREATE INDEX "secret_key_id_idx" ON "secret"("key_id");

-- CreateIndex
CREATE INDEX "key_product_product_id_idx" ON "key_product"("product_id");

-- CreateIndex
CREATE UNIQUE INDEX "org_slug_key" ON "org"("slug");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "upstream_name_key" ON "upstream"("name");

-- CreateIndex
CREATE INDEX "upstream_secret_upstream_id_idx" ON "upstream_secret"("upstream_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_slug_key" ON "product"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "endpoint_class_product_id_slug_key" ON "endpoint_class"("product_id", "slug");

-- CreateIndex
CREATE INDEX "secret_last_used_key_id_idx" ON "secret_last_used"("key_id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_token" ADD CONSTRAINT "email_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "known_device" ADD CONSTRAINT "known_device_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key" ADD CONSTRAINT "key_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "org"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secret" ADD CONSTRAINT "secret_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key_product" ADD CONSTRAINT "key_product_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key_product" ADD CONSTRAINT "key_product_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "org"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upstream_secret" ADD CONSTRAINT "upstream_secret_upstream_id_fkey" FOREIGN KEY ("upstream_id") REFERENCES "upstream"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_upstream_id_fkey" FOREIGN KEY ("upstream_id") REFERENCES "upstream"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "endpoint_class" ADD CONSTRAINT "endpoint_class_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- From here on written by hand: what Prisma's schema cannot say.

-- Rows whose week has no partition yet are kept, never refused.
CREATE TABLE "usage_minute_default" PARTITION OF "usage_minute" DEFAULT;

-- Makes the weekly partitions (Monday to Monday, UTC) of "parent" from the week of "first_day" to that of "last_day" and
-- answers how many were new. Rows of these weeks that went to the default partition are moved over.
CREATE FUNCTION "ensure_partitions"("parent" TEXT, "first_day" DATE, "last_day" DATE) RETURNS INTEGER
LANGUAGE plpgsql AS $$
DECLARE
    monday DATE := date_trunc('week', "first_day"::TIMESTAMP)::DATE;
    starts TIMESTAMPTZ;
    ends TIMESTAMPTZ;
    partition TEXT;
    made INTEGER := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ensure_partitions'), hashtext("parent"));
    WHILE monday <= "last_day" LOOP
        partition := "parent" || '_' || to_char(monday, 'YYYYMMDD');
        IF to_regclass(format('%I', partition)) IS NULL THEN
            starts := monday::TIMESTAMP AT TIME ZONE 'UTC';
            ends := (monday + 7)::TIMESTAMP AT TIME ZONE 'UTC';
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', partition, "parent");
            EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', "parent" || '_default');
            EXECUTE format(
                'WITH moved AS (DELETE FROM %I WHERE "minute" >= %L AND "minute" < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
                "parent" || '_default', starts, ends, partition
            );
            EXECUTE format(
                'ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                "parent", partition, starts, ends
            );
            made := made + 1;
        END IF;
        monday := monday + 7;
    END LOOP;
    RETURN made;
END $$;

-- One secret to hand out, at most one on its way out.
CREATE UNIQUE INDEX "secret_one_live_per_key" ON "secret"("key_id") WHERE "status" IN ('current', 'awaiting');
CREATE UNIQUE INDEX "secret_one_retiring_per_key" ON "secret"("key_id") WHERE "status" = 'retiring';

ALTER TABLE "secret"
    ADD CONSTRAINT "secret_end_exactly_when_leaving" CHECK (("retires_at" IS NOT NULL) = ("status" IN ('retiring', 'retired'))),
    ADD CONSTRAINT "secret_erased_when_retired" CHECK ("status" <> 'retired' OR "sealed_secret" IS NULL),
    ADD CONSTRAINT "secret_preview_is_short" CHECK (length("head") = 4 AND length("tail") = 4),
    ADD CONSTRAINT "secret_lookup_is_a_mac" CHECK (octet_length("lookup") = 32);

ALTER TABLE "key"
    ADD CONSTRAINT "key_disabled_by_somebody" CHECK (("disabled_at" IS NULL) = ("disabled_by" IS NULL)),
    ADD CONSTRAINT "key_reason_only_when_disabled" CHECK ("disabled_reason" IS NULL OR "disabled_at" IS NOT NULL),
    ADD CONSTRAINT "key_valid_before_it_expires" CHECK ("valid_from" < "expires_at");

ALTER TABLE "user_account"
    ADD CONSTRAINT "user_account_email_is_normal" CHECK ("email" = lower(btrim("email")));

ALTER TABLE "endpoint_class"
    ADD CONSTRAINT "endpoint_class_qps_is_positive" CHECK ("default_qps" > 0),
    ADD CONSTRAINT "endpoint_class_weight_is_positive" CHECK ("weight_requests" > 0 AND "weight_transactions" > 0);

ALTER TABLE "upstream"
    ADD CONSTRAINT "upstream_timeouts_are_positive" CHECK (
        "connect_timeout_ms" > 0 AND "headers_timeout_ms" > 0 AND "idle_timeout_ms" > 0 AND "total_timeout_ms" > 0
    );

ALTER TABLE "product"
    ADD CONSTRAINT "product_body_limit_is_positive" CHECK ("body_limit_bytes" > 0);

ALTER TABLE "usage_minute"
    ADD CONSTRAINT "usage_minute_counts_something" CHECK ("requests" > 0 AND "bytes_in" >= 0 AND "bytes_out" >= 0),
    ADD CONSTRAINT "usage_minute_is_a_whole_minute" CHECK (EXTRACT(SECOND FROM "minute") = 0);

ALTER TABLE "audit_entry"
    ADD CONSTRAINT "audit_entry_mac_is_whole" CHECK ("seq" > 0 AND octet_length("mac") = 32);

ALTER TABLE "change_log"
    ADD CONSTRAINT "change_log_kind_is_known" CHECK ("kind" IN ('key', 'org', 'product'));

-- Wakes every edge at commit. The rows are the truth; the notice only says that there is something to read.
CREATE FUNCTION "announce_change"() RETURNS TRIGGER
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('keyward_changes', NEW."id"::TEXT);
    RETURN NULL;
END $$;

CREATE TRIGGER "change_log_announce" AFTER INSERT ON "change_log"
    FOR EACH ROW EXECUTE FUNCTION "announce_change"();
