CREATE TABLE "migrations_new_pet" ("person_id" INTEGER, CONSTRAINT "fk_pet_person" FOREIGN KEY ("person_id") REFERENCES "person" ("id"));
INSERT INTO "migrations_new_pet" (rowid, "person_id") SELECT "pet".rowid, "pet"."person_id" FROM "pet";
DROP TABLE "pet";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "migrations_new_pet" RENAME TO "pet";
PRAGMA legacy_alter_table = OFF;
WITH violation AS MATERIALIZED (
  SELECT coalesce("rowid", '?') AS id FROM pragma_foreign_key_check('pet') WHERE "parent" = 'person' COLLATE NOCASE)
SELECT CASE WHEN (SELECT count(*) FROM violation) > 0 THEN json_extract('{}', 'foreign_key_check_failed: rows of pet point at rows of person that do not exist: ' || (SELECT count(*) FROM violation)
  || ', with rowid ' || (SELECT group_concat(id, ', ') FROM (SELECT id FROM violation LIMIT 5))) END;
-- undo: Automatic
CREATE TABLE "migrations_new_pet" ("person_id" INTEGER);
INSERT INTO "migrations_new_pet" (rowid, "person_id") SELECT "pet".rowid, "pet"."person_id" FROM "pet";
DROP TABLE "pet";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "migrations_new_pet" RENAME TO "pet";
PRAGMA legacy_alter_table = OFF;
