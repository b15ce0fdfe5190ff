-- AlterTable
ALTER TABLE "edge_instance" ADD COLUMN     "rings" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "audit_key" (
    "version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "audit_key_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "material_run" (
    "id" TEXT NOT NULL,
    "ring" TEXT NOT NULL,
    "to_version" INTEGER NOT NULL,
    "requested_by_id" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resealed" INTEGER NOT NULL DEFAULT 0,
    "unreadable" INTEGER NOT NULL DEFAULT 0,
    "proved" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "material_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "material_run_ring_requested_at_idx" ON "material_run"("ring", "requested_at" DESC);
