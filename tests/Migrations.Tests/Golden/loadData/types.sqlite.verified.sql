INSERT INTO "people" ("id", "name", "active", "score", "born", "note") SELECT "id", "name", "active", "score", "born", "note" FROM "people.csv" /* the rows of the file */;
-- undo: Automatic
CREATE TEMPORARY TABLE "migrations_rows" AS SELECT "id", CAST(0 AS bigint) AS "migrations_row" FROM "people" WHERE 1 = 0;
INSERT INTO "migrations_rows" ("id") SELECT "id" FROM "people.csv" /* the rows of the file */;
DELETE FROM "people" WHERE ("id") IN (SELECT "id" FROM "migrations_rows");
DROP TABLE "migrations_rows";
