ALTER TABLE "person" ADD COLUMN "country" VARCHAR(2);
UPDATE "person" SET "country" = 'de';
ALTER TABLE "person" ALTER COLUMN "country" SET NOT NULL;
-- undo: Automatic
ALTER TABLE "person" ALTER COLUMN "country" DROP NOT NULL;
ALTER TABLE "person" DROP COLUMN "country";
