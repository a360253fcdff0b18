ALTER TABLE "person" ADD COLUMN "name" varchar(101);
UPDATE "person" SET "name" = "first_name" || ' o'' ' || "last_name";
ALTER TABLE "person" DROP COLUMN "first_name";
ALTER TABLE "person" DROP COLUMN "last_name";
-- undo: Automatic (does not bring back the values of person.last_name and the values of person.first_name)
ALTER TABLE "person" ADD COLUMN "last_name" varchar(50);
ALTER TABLE "person" ADD COLUMN "first_name" varchar(50) NOT NULL;
COMMENT ON COLUMN "person"."first_name" IS 'called';
ALTER TABLE "person" DROP COLUMN "name";
