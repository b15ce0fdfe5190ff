-- CreateIndex
CREATE INDEX "secret_head_tail_idx" ON "secret"("head", "tail");

-- CreateIndex
CREATE INDEX "secret_tail_idx" ON "secret"("tail");
