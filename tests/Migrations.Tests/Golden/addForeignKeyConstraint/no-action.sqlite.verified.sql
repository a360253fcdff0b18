CREATE TABLE "migrations_new_pet" ("id" INTEGER NOT NULL, "owner" INTEGER, CONSTRAINT "pk_pet" PRIMARY KEY ("id"), CONSTRAINT "fk_pet_owner" FOREIGN KEY ("owner") REFERENCES "person" ("id"));
INSERT INTO "migrations_new_pet" ("id", "owner") SELECT "pet"."id", "pet"."owner" FROM "pet";
DROP TABLE "pet";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "migrations_new_pet" RENAME TO "pet";
PRAGMA legacy_alter_table = OFF;
WITH violation AS MATERIALIZED (
  SELECT coalesce("rowid", '?') AS id FROM pragma_foreign_key_check('pet') WHERE "parent" = 'person' COLLATE NOCASE)
SELECT CASE WHEN (SELECT count(*) FROM violation) > 0 THEN json_extract('{}', 'foreign_key_check_failed: rows of pet point at rows of person that do not exist: ' || (SELECT count(*) FROM violation)
  || ', with rowid ' || (SELECT group_concat(id, ', ') FROM (SELECT id FROM violation LIMIT 5))) END;
-- undo: Automatic
CREATE TABLE "migrations_new_pet" ("id" INTEGER NOT NULL, "owner" INTEGER, CONSTRAINT "pk_pet" PRIMARY KEY ("id"));
INSERT INTO "migrations_new_pet" ("id", "owner") SELECT "pet"."id", "pet"."owner" FROM "pet";
DROP TABLE "pet";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "migrations_new_pet" RENAME TO "pet";
PRAGMA legacy_alter_table = OFF;
