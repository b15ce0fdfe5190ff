-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "mail_due_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "key_expires_at_idx" ON "key"("expires_at");

-- CreateIndex
CREATE INDEX "notice_org_id_kind_subject_idx" ON "notice"("org_id", "kind", "subject");

-- CreateIndex
CREATE INDEX "notice_mail_due_at_idx" ON "notice"("mail_due_at");
