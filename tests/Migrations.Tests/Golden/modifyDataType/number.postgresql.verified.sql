ALTER TABLE "person" ALTER COLUMN "age" TYPE bigint USING ("age"::bigint);
-- undo: Automatic
ALTER TABLE "person" ALTER COLUMN "age" TYPE int USING ("age"::int);
