CREATE TEMPORARY TABLE "pg_temp"."migrations_rows" AS SELECT "code", "rate", "note", CAST(0 AS bigint) AS "migrations_row" FROM "rate" WHERE 1 = 0;
INSERT INTO "pg_temp"."migrations_rows" ("code", "rate", "note") SELECT "code", "rate", "note" FROM "rates.csv" /* the rows of the file */;
UPDATE "rate" AS t SET "rate" = l."rate", "note" = l."note" FROM (SELECT "code", "rate", "note", ROW_NUMBER() OVER (PARTITION BY "code" ORDER BY "migrations_row" DESC) AS "migrations_rank" FROM "pg_temp"."migrations_rows") AS l WHERE l."migrations_rank" = 1 AND t."code" = l."code";
DROP TABLE "pg_temp"."migrations_rows";
-- undo: None (the values that were in rate before rates.csv was loaded are not kept)
