-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "is_shown" BOOLEAN NOT NULL DEFAULT true;
