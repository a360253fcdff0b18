-- output: a column comes now
-- and then another;
ALTER TABLE "person" ADD COLUMN "name" VARCHAR(20);
-- output: there it is;
ALTER TABLE "person" ADD COLUMN "city" VARCHAR(20);
-- undo: Automatic
ALTER TABLE "person" DROP COLUMN "city";
ALTER TABLE "person" DROP COLUMN "name";
