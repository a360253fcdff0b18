ALTER TABLE "person" DROP COLUMN "age";
-- undo: Automatic (does not bring back the values of person.age)
CREATE TABLE "migrations_new_person" ("id" INTEGER CONSTRAINT "pk_person" PRIMARY KEY AUTOINCREMENT NOT NULL, "name" VARCHAR(50), "age" INTEGER, "email" VARCHAR(100) DEFAULT 'none');
INSERT INTO sqlite_sequence (name, seq) SELECT 'migrations_new_person', seq FROM sqlite_sequence WHERE name = 'person';
INSERT INTO "migrations_new_person" ("id", "name", "email") SELECT "person"."id", "person"."name", "person"."email" FROM "person";
DROP TABLE "person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "migrations_new_person" RENAME TO "person";
PRAGMA legacy_alter_table = OFF;
