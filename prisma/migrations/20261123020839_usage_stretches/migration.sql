-- CreateIndex
CREATE INDEX "usage_day_org_id_start_idx" ON "usage_day"("org_id", "start");

-- CreateIndex
CREATE INDEX "usage_hour_org_id_start_idx" ON "usage_hour"("org_id", "start");

-- CreateIndex
CREATE INDEX "usage_latency_day_org_id_start_idx" ON "usage_latency_day"("org_id", "start");

-- CreateIndex
CREATE INDEX "usage_latency_hour_org_id_start_idx" ON "usage_latency_hour"("org_id", "start");

-- CreateIndex
CREATE INDEX "usage_latency_quarter_org_id_start_idx" ON "usage_latency_quarter"("org_id", "start");

-- CreateIndex
CREATE INDEX "usage_quarter_org_id_start_idx" ON "usage_quarter"("org_id", "start");

-- CreateIndex
CREATE INDEX "usage_top_day_org_id_start_idx" ON "usage_top_day"("org_id", "start");
