ALTER TABLE "person" ADD COLUMN "seen" TEXT;
CREATE TABLE "migrations_new_person" ("id" INTEGER CONSTRAINT "pk_person" PRIMARY KEY AUTOINCREMENT NOT NULL, "name" VARCHAR(50), "age" INTEGER, "email" VARCHAR(100) DEFAULT 'none', "seen" TEXT DEFAULT CURRENT_TIMESTAMP);
INSERT INTO sqlite_sequence (name, seq) SELECT 'migrations_new_person', seq FROM sqlite_sequence WHERE name = 'person';
INSERT INTO "migrations_new_person" ("id", "name", "age", "email", "seen") SELECT "person"."id", "person"."name", "person"."age", "person"."email", "person"."seen" FROM "person";
DROP TABLE "person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "migrations_new_person" RENAME TO "person";
PRAGMA legacy_alter_table = OFF;
-- undo: Automatic
CREATE TABLE "migrations_new_person" ("id" INTEGER CONSTRAINT "pk_person" PRIMARY KEY AUTOINCREMENT NOT NULL, "name" VARCHAR(50), "age" INTEGER, "email" VARCHAR(100) DEFAULT 'none');
INSERT INTO sqlite_sequence (name, seq) SELECT 'migrations_new_person', seq FROM sqlite_sequence WHERE name = 'person';
INSERT INTO "migrations_new_person" ("id", "name", "age", "email") SELECT "person"."id", "person"."name", "person"."age", "person"."email" FROM "person";
DROP TABLE "person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "migrations_new_person" RENAME TO "person";
PRAGMA legacy_alter_table = OFF;
CREATE TABLE "migrations_new_person" (a);
ALTER TABLE "migrations_new_person" RENAME COLUMN a TO b;
DROP TABLE "migrations_new_person";
