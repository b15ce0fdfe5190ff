-- CreateEnum
CREATE TYPE "limit_kind" AS ENUM ('qps', 'qps_address', 'concurrency', 'hour', 'day', 'month');

-- CreateEnum
CREATE TYPE "limit_unit" AS ENUM ('requests', 'transactions', 'bytes');

-- CreateEnum
CREATE TYPE "limit_source" AS ENUM ('contract', 'customer');

-- AlterTable
ALTER TABLE "key" ADD COLUMN     "restrictions" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "key_product" ADD COLUMN     "class_ids" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "org" ADD COLUMN     "stale_if_error_seconds" INTEGER NOT NULL DEFAULT 900;

-- AlterTable
ALTER TABLE "product" ADD COLUMN     "answer_headers" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "limit" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "key_id" TEXT,
    "class_id" TEXT,
    "kind" "limit_kind" NOT NULL,
    "unit" "limit_unit" NOT NULL DEFAULT 'requests',
    "value" BIGINT NOT NULL,
    "is_soft" BOOLEAN NOT NULL DEFAULT false,
    "source" "limit_source" NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "created_by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "token_key" (
    "id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "public_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retires_at" TIMESTAMPTZ(3),

    CONSTRAINT "token_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "revoked_token" (
    "id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "revoked_token_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "limit_key_id_idx" ON "limit"("key_id");

-- CreateIndex
CREATE INDEX "limit_org_id_idx" ON "limit"("org_id");

-- CreateIndex
CREATE INDEX "revoked_token_expires_at_idx" ON "revoked_token"("expires_at");

-- AddForeignKey
ALTER TABLE "limit" ADD CONSTRAINT "limit_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "org"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "limit" ADD CONSTRAINT "limit_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "limit" ADD CONSTRAINT "limit_class_id_fkey" FOREIGN KEY ("class_id") REFERENCES "endpoint_class"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "limit"
    ADD CONSTRAINT "limit_holds_for_some_time" CHECK ("from" < "until"),
    ADD CONSTRAINT "limit_is_not_negative" CHECK ("value" >= 0),
    ADD CONSTRAINT "limit_rate_counts_requests" CHECK ("kind" IN ('hour', 'day', 'month') OR "unit" = 'requests'),
    ADD CONSTRAINT "limit_per_address_is_a_keys" CHECK ("kind" <> 'qps_address' OR "key_id" IS NOT NULL),
    ADD CONSTRAINT "limit_only_a_quota_is_soft" CHECK (NOT "is_soft" OR "kind" IN ('hour', 'day', 'month'));

ALTER TABLE "org"
    ADD CONSTRAINT "org_stale_is_bounded" CHECK ("stale_if_error_seconds" BETWEEN 0 AND 86400);

ALTER TABLE "token_key"
    ADD CONSTRAINT "token_key_public_is_ed25519" CHECK (octet_length("public_key") = 32);

ALTER TABLE "change_log"
    DROP CONSTRAINT "change_log_kind_is_known",
    ADD CONSTRAINT "change_log_kind_is_known" CHECK ("kind" IN ('key', 'org', 'product', 'token'));
