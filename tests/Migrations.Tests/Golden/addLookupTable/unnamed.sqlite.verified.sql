CREATE TABLE "cities" ("name" VARCHAR(50) NOT NULL, CONSTRAINT "PK_CITIES" PRIMARY KEY ("name"));
INSERT INTO "cities" ("name") SELECT DISTINCT `city` FROM "person" WHERE "city" IS NOT NULL;
CREATE TABLE "migrations_new_person" ("id" INTEGER NOT NULL, "first_name" VARCHAR(50) NOT NULL, "last_name" VARCHAR(50), "city" VARCHAR(50), "age" INTEGER, CONSTRAINT "pk_person" PRIMARY KEY ("id"), CONSTRAINT "FK_PERSON_CITIES" FOREIGN KEY ("city") REFERENCES "cities" ("name"));
INSERT INTO "migrations_new_person" ("id", "first_name", "last_name", "city", "age") SELECT "person"."id", "person"."first_name", "person"."last_name", "person"."city", "person"."age" FROM "person";
DROP TABLE "person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "migrations_new_person" RENAME TO "person";
PRAGMA legacy_alter_table = OFF;
WITH violation AS MATERIALIZED (
  SELECT coalesce("rowid", '?') AS id FROM pragma_foreign_key_check('person') WHERE "parent" = 'cities' COLLATE NOCASE)
SELECT CASE WHEN (SELECT count(*) FROM violation) > 0 THEN json_extract('{}', 'foreign_key_check_failed: rows of person point at rows of cities that do not exist: ' || (SELECT count(*) FROM violation)
  || ', with rowid ' || (SELECT group_concat(id, ', ') FROM (SELECT id FROM violation LIMIT 5))) END;
-- undo: Automatic
CREATE TABLE "migrations_new_person" ("id" INTEGER NOT NULL, "first_name" VARCHAR(50) NOT NULL, "last_name" VARCHAR(50), "city" VARCHAR(50), "age" INTEGER, CONSTRAINT "pk_person" PRIMARY KEY ("id"));
INSERT INTO "migrations_new_person" ("id", "first_name", "last_name", "city", "age") SELECT "person"."id", "person"."first_name", "person"."last_name", "person"."city", "person"."age" FROM "person";
DROP TABLE "person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "migrations_new_person" RENAME TO "person";
PRAGMA legacy_alter_table = OFF;
DROP TABLE "cities";
