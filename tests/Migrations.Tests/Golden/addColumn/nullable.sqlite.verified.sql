ALTER TABLE "person" ADD COLUMN "height" INTEGER;
ALTER TABLE "person" ADD COLUMN "nick" VARCHAR(30) DEFAULT 'x';
-- undo: Automatic
ALTER TABLE "person" DROP COLUMN "nick";
ALTER TABLE "person" DROP COLUMN "height";
