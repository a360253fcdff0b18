CREATE TABLE "migrations_new_person" ("id" INTEGER CONSTRAINT "pk_person" PRIMARY KEY AUTOINCREMENT NOT NULL, "age" INTEGER DEFAULT 0, "credit" DECIMAL(12, 2) DEFAULT 0, "visits" BIGINT DEFAULT 7);
INSERT INTO sqlite_sequence (name, seq) SELECT 'migrations_new_person', seq FROM sqlite_sequence WHERE name = 'person';
INSERT INTO "migrations_new_person" ("id", "age", "credit", "visits") SELECT "person"."id", "person"."age", "person"."credit", "person"."visits" FROM "person";
DROP TABLE "person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "migrations_new_person" RENAME TO "person";
PRAGMA legacy_alter_table = OFF;
-- undo: Automatic
CREATE TABLE "migrations_new_person" ("id" INTEGER CONSTRAINT "pk_person" PRIMARY KEY AUTOINCREMENT NOT NULL, "age" INTEGER DEFAULT -1, "credit" DECIMAL(12, 2) DEFAULT -2, "visits" BIGINT);
INSERT INTO sqlite_sequence (name, seq) SELECT 'migrations_new_person', seq FROM sqlite_sequence WHERE name = 'person';
INSERT INTO "migrations_new_person" ("id", "age", "credit", "visits") SELECT "person"."id", "person"."age", "person"."credit", "person"."visits" FROM "person";
DROP TABLE "person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "migrations_new_person" RENAME TO "person";
PRAGMA legacy_alter_table = OFF;
