ALTER TABLE "person" ALTER COLUMN "email" DROP DEFAULT;
-- undo: Automatic
ALTER TABLE "person" ALTER COLUMN "email" SET DEFAULT 'none';
