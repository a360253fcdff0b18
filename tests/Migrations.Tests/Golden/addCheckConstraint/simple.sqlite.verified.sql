CREATE TABLE "migrations_new_person" ("id" INTEGER NOT NULL, "first_name" VARCHAR(50) NOT NULL, "last_name" VARCHAR(50), "city" VARCHAR(50), "age" INTEGER, CONSTRAINT "pk_person" PRIMARY KEY ("id"), CONSTRAINT "ck_age" CHECK (age > 0));
INSERT INTO "migrations_new_person" ("id", "first_name", "last_name", "city", "age") SELECT "person"."id", "person"."first_name", "person"."last_name", "person"."city", "person"."age" FROM "person";
DROP TABLE "person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "migrations_new_person" RENAME TO "person";
PRAGMA legacy_alter_table = OFF;
-- undo: Automatic
ALTER TABLE "person" DROP CONSTRAINT "ck_age";
