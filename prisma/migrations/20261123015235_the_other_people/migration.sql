-- CreateEnum
CREATE TYPE "qps_request_status" AS ENUM ('draft', 'pending', 'question', 'approved', 'rejected', 'withdrawn');

-- AlterTable
ALTER TABLE "edge_instance" ADD COLUMN     "health" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "version" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "org" ADD COLUMN     "plan_id" TEXT,
ADD COLUMN     "suspended_reason" TEXT;

-- AlterTable
ALTER TABLE "product" ADD COLUMN     "disabled_at" TIMESTAMPTZ(3),
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "plan" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "org_type" "org_type" NOT NULL,
    "max_keys" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_qps" (
    "plan_id" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "qps" INTEGER NOT NULL,

    CONSTRAINT "plan_qps_pkey" PRIMARY KEY ("plan_id","class_id")
);

-- CreateTable
CREATE TABLE "plan_quota" (
    "plan_id" TEXT NOT NULL,
    "kind" "limit_kind" NOT NULL,
    "unit" "limit_unit" NOT NULL,
    "value" BIGINT NOT NULL,

    CONSTRAINT "plan_quota_pkey" PRIMARY KEY ("plan_id","kind","unit")
);

-- CreateTable
CREATE TABLE "billing_terms" (
    "billing_type" "billing_type" NOT NULL,
    "ends_after_days" INTEGER,
    "day_requests" BIGINT,
    "month_requests" BIGINT,

    CONSTRAINT "billing_terms_pkey" PRIMARY KEY ("billing_type")
);

-- CreateTable
CREATE TABLE "contract" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "qps_ceiling" INTEGER,
    "note" TEXT NOT NULL DEFAULT '',
    "created_by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contract_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "abuse_flag" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "key_id" TEXT,
    "reason" TEXT NOT NULL,
    "raised_by_id" TEXT NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cleared_at" TIMESTAMPTZ(3),
    "cleared_by_id" TEXT,

    CONSTRAINT "abuse_flag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "announcement" (
    "id" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "tone" TEXT NOT NULL,
    "org_type" "org_type",
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "created_by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "announcement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "qps_request" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "status" "qps_request_status" NOT NULL,
    "current_qps" INTEGER NOT NULL,
    "wanted_qps" INTEGER NOT NULL,
    "from" TIMESTAMPTZ(3),
    "until" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    "expected_peak" INTEGER,
    "contact" TEXT NOT NULL,
    "evidence" JSONB NOT NULL DEFAULT '{}',
    "created_by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submitted_by_id" TEXT,
    "submitted_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" TEXT,
    "decision_note" TEXT NOT NULL DEFAULT '',
    "granted_qps" INTEGER,
    "granted_from" TIMESTAMPTZ(3),
    "granted_until" TIMESTAMPTZ(3),
    "limit_id" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "qps_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "qps_message" (
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "author_id" TEXT NOT NULL,
    "is_staff" BOOLEAN NOT NULL,
    "kind" TEXT NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "qps_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "qps_approval" (
    "request_id" TEXT NOT NULL,
    "reviewer_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "qps" INTEGER NOT NULL,
    "from" TIMESTAMPTZ(3),
    "until" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "qps_approval_pkey" PRIMARY KEY ("request_id","reviewer_id")
);

-- CreateTable
CREATE TABLE "support_note" (
    "id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "key_id" TEXT,
    "ticket" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_escalation" BOOLEAN NOT NULL DEFAULT false,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by_id" TEXT,

    CONSTRAINT "support_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_view" (
    "id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "ticket" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_preference" (
    "user_id" TEXT NOT NULL,
    "org_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "is_shown" BOOLEAN NOT NULL,
    "is_mailed" BOOLEAN NOT NULL,

    CONSTRAINT "notice_preference_pkey" PRIMARY KEY ("user_id","org_id","kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "plan_slug_key" ON "plan"("slug");

-- CreateIndex
CREATE INDEX "contract_org_id_from_idx" ON "contract"("org_id", "from" DESC);

-- CreateIndex
CREATE INDEX "abuse_flag_org_id_cleared_at_idx" ON "abuse_flag"("org_id", "cleared_at");

-- CreateIndex
CREATE INDEX "announcement_from_idx" ON "announcement"("from");

-- CreateIndex
CREATE UNIQUE INDEX "qps_request_limit_id_key" ON "qps_request"("limit_id");

-- CreateIndex
CREATE INDEX "qps_request_org_id_created_at_idx" ON "qps_request"("org_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "qps_request_key_id_idx" ON "qps_request"("key_id");

-- CreateIndex
CREATE INDEX "qps_request_status_due_at_idx" ON "qps_request"("status", "due_at");

-- CreateIndex
CREATE INDEX "qps_message_request_id_at_idx" ON "qps_message"("request_id", "at");

-- CreateIndex
CREATE INDEX "support_note_org_id_at_idx" ON "support_note"("org_id", "at" DESC);

-- CreateIndex
CREATE INDEX "support_note_key_id_at_idx" ON "support_note"("key_id", "at" DESC);

-- CreateIndex
CREATE INDEX "support_note_is_escalation_resolved_at_idx" ON "support_note"("is_escalation", "resolved_at");

-- CreateIndex
CREATE INDEX "staff_view_session_id_org_id_idx" ON "staff_view"("session_id", "org_id");

-- CreateIndex
CREATE INDEX "staff_view_org_id_started_at_idx" ON "staff_view"("org_id", "started_at" DESC);

-- CreateIndex
CREATE INDEX "org_plan_id_idx" ON "org"("plan_id");

-- AddForeignKey
ALTER TABLE "org" ADD CONSTRAINT "org_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_qps" ADD CONSTRAINT "plan_qps_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_qps" ADD CONSTRAINT "plan_qps_class_id_fkey" FOREIGN KEY ("class_id") REFERENCES "endpoint_class"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_quota" ADD CONSTRAINT "plan_quota_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "org"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "abuse_flag" ADD CONSTRAINT "abuse_flag_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "org"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qps_request" ADD CONSTRAINT "qps_request_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "org"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qps_request" ADD CONSTRAINT "qps_request_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qps_request" ADD CONSTRAINT "qps_request_class_id_fkey" FOREIGN KEY ("class_id") REFERENCES "endpoint_class"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qps_message" ADD CONSTRAINT "qps_message_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "qps_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qps_approval" ADD CONSTRAINT "qps_approval_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "qps_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_preference" ADD CONSTRAINT "notice_preference_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
