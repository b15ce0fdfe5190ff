-- AlterTable
ALTER TABLE "secret" ADD COLUMN     "leaked_at" TIMESTAMPTZ(3);
