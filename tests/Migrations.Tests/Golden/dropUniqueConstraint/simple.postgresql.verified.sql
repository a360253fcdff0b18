ALTER TABLE "plain" DROP CONSTRAINT "uq_plain";
-- undo: Automatic
ALTER TABLE "plain" ADD CONSTRAINT "uq_plain" UNIQUE ("a");
