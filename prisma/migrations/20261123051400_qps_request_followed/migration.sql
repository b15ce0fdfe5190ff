-- AlterTable
ALTER TABLE "qps_request" ADD COLUMN     "followed" TEXT[] DEFAULT ARRAY[]::TEXT[];
