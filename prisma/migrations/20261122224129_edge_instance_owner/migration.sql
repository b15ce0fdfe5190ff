-- AlterTable
ALTER TABLE "edge_instance" ADD COLUMN     "owner" JSONB NOT NULL;
