ALTER TABLE "plain" ADD CONSTRAINT "plain_pkey" PRIMARY KEY ("a");
-- undo: Automatic
ALTER TABLE "plain" DROP CONSTRAINT "plain_pkey";
