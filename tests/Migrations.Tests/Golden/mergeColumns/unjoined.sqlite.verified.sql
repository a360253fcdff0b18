ALTER TABLE "person" ADD COLUMN "place" VARCHAR(100);
UPDATE "person" SET "place" = `last_name` || '' || `city`;
ALTER TABLE "person" DROP COLUMN "last_name";
ALTER TABLE "person" DROP COLUMN "city";
-- undo: Automatic (does not bring back the values of person.city and the values of person.last_name)
CREATE TABLE "migrations_new_person" ("id" INTEGER NOT NULL, "first_name" VARCHAR(50) NOT NULL, "last_name" VARCHAR(50), "city" VARCHAR(50), "age" INTEGER, CONSTRAINT "pk_person" PRIMARY KEY ("id"));
INSERT INTO "migrations_new_person" ("id", "first_name", "age") SELECT "person"."id", "person"."first_name", "person"."age" FROM "person";
DROP TABLE "person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "migrations_new_person" RENAME TO "person";
PRAGMA legacy_alter_table = OFF;
CREATE TABLE "migrations_new_person" (a);
ALTER TABLE "migrations_new_person" RENAME COLUMN a TO b;
DROP TABLE "migrations_new_person";
