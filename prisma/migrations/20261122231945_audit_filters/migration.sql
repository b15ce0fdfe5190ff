-- CreateIndex
CREATE INDEX "audit_entry_chain_actor_id_seq_idx" ON "audit_entry"("chain", "actor_id", "seq" DESC);

-- CreateIndex
CREATE INDEX "audit_entry_chain_action_seq_idx" ON "audit_entry"("chain", "action", "seq" DESC);

-- CreateIndex
CREATE INDEX "audit_entry_chain_at_idx" ON "audit_entry"("chain", "at");
