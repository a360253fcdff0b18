ALTER TABLE "person" ADD COLUMN "seen" timestamp;
ALTER TABLE "person" ALTER COLUMN "seen" SET DEFAULT now();
-- undo: Automatic
ALTER TABLE "person" ALTER COLUMN "seen" DROP DEFAULT;
ALTER TABLE "person" DROP COLUMN "seen";
