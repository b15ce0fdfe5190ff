-- AlterTable
ALTER TABLE "revoked_token" ADD COLUMN     "audited_at" TIMESTAMPTZ(3),
ADD COLUMN     "ip" TEXT NOT NULL DEFAULT '';
