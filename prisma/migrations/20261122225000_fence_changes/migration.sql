ALTER TABLE "change_log"
    DROP CONSTRAINT "change_log_kind_is_known",
    ADD CONSTRAINT "change_log_kind_is_known" CHECK ("kind" IN ('key', 'org', 'product', 'token', 'fence'));

ALTER TABLE "rotation_fence"
    ADD CONSTRAINT "rotation_fence_settled_with_outcome" CHECK (("settled_at" IS NULL) = ("outcome" IS NULL));
