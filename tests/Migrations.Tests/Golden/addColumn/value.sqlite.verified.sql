ALTER TABLE "person" ADD COLUMN "country" VARCHAR(2);
UPDATE "person" SET "country" = 'de';
ALTER TABLE "person" ALTER COLUMN "country" SET NOT NULL;
-- undo: None (the values that were in person before the update are not kept)
