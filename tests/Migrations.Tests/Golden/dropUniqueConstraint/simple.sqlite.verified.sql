CREATE TABLE "migrations_new_plain" ("a" INTEGER NOT NULL, "b" INTEGER NOT NULL, "c" VARCHAR(10));
INSERT INTO "migrations_new_plain" (rowid, "a", "b", "c") SELECT "plain".rowid, "plain"."a", "plain"."b", "plain"."c" FROM "plain";
DROP TABLE "plain";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "migrations_new_plain" RENAME TO "plain";
PRAGMA legacy_alter_table = OFF;
-- undo: Automatic
CREATE TABLE "migrations_new_plain" ("a" INTEGER NOT NULL, "b" INTEGER NOT NULL, "c" VARCHAR(10), CONSTRAINT "uq_plain" UNIQUE ("a"));
INSERT INTO "migrations_new_plain" (rowid, "a", "b", "c") SELECT "plain".rowid, "plain"."a", "plain"."b", "plain"."c" FROM "plain";
DROP TABLE "plain";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "migrations_new_plain" RENAME TO "plain";
PRAGMA legacy_alter_table = OFF;
