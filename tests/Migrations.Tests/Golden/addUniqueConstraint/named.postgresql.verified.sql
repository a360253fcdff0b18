ALTER TABLE "plain" ADD CONSTRAINT "uq_plain" UNIQUE ("a", "c");
-- undo: Automatic
ALTER TABLE "plain" DROP CONSTRAINT "uq_plain";
