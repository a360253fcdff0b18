CREATE TABLE "migrations_new_pet" ("id" INTEGER CONSTRAINT "pk_pet" PRIMARY KEY AUTOINCREMENT NOT NULL, "person_id" INTEGER, "name" VARCHAR(50) NOT NULL);
INSERT INTO "migrations_new_pet" ("id", "person_id", "name") SELECT "pet"."id", "pet"."person_id", "pet"."name" FROM "pet";
DROP TABLE "pet";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "migrations_new_pet" RENAME TO "pet";
PRAGMA legacy_alter_table = OFF;
-- undo: Automatic
CREATE TABLE "migrations_new_pet" ("id" INTEGER NOT NULL, "person_id" INTEGER, "name" VARCHAR(50) NOT NULL, CONSTRAINT "pk_pet" PRIMARY KEY ("id"));
INSERT INTO "migrations_new_pet" ("id", "person_id", "name") SELECT "pet"."id", "pet"."person_id", "pet"."name" FROM "pet";
DROP TABLE "pet";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "migrations_new_pet" RENAME TO "pet";
PRAGMA legacy_alter_table = OFF;
