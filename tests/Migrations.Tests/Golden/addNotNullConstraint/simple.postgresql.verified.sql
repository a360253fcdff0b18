ALTER TABLE "person" ALTER COLUMN "name" SET NOT NULL;
-- undo: Automatic
ALTER TABLE "person" ALTER COLUMN "name" DROP NOT NULL;
