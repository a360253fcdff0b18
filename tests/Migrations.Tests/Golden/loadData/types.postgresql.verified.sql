INSERT INTO "people" ("id", "name", "active", "score", "born", "note") SELECT "id", "name", "active", "score", "born", "note" FROM "people.csv" /* the rows of the file */;
-- undo: Automatic
CREATE TEMPORARY TABLE "pg_temp"."migrations_rows" AS SELECT "id", CAST(0 AS bigint) AS "migrations_row" FROM "people" WHERE 1 = 0;
INSERT INTO "pg_temp"."migrations_rows" ("id") SELECT "id" FROM "people.csv" /* the rows of the file */;
DELETE FROM "people" AS t WHERE EXISTS (SELECT 1 FROM "pg_temp"."migrations_rows" AS l WHERE t."id" = l."id");
DROP TABLE "pg_temp"."migrations_rows";
