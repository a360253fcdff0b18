ALTER TABLE "plain" ADD CONSTRAINT "pk_plain" PRIMARY KEY ("a", "b");
-- undo: Automatic
ALTER TABLE "plain" DROP CONSTRAINT "pk_plain";
