ALTER TABLE "person" ADD COLUMN "height" int;
ALTER TABLE "person" ADD COLUMN "nick" varchar(30) DEFAULT 'x';
-- undo: Automatic
ALTER TABLE "person" DROP COLUMN "nick";
ALTER TABLE "person" DROP COLUMN "height";
