ALTER TABLE "person" ALTER COLUMN "name" TYPE varchar(200) USING ("name"::varchar(200));
-- undo: Automatic
ALTER TABLE "person" ALTER COLUMN "name" TYPE varchar(50) USING ("name"::varchar(50));
