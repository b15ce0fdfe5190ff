-- AlterTable
ALTER TABLE "upstream" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "upstream_secret" ADD COLUMN     "signs_from" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP;
