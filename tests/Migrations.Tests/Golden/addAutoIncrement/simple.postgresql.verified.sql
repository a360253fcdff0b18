CREATE SEQUENCE IF NOT EXISTS "pet_id_seq";
ALTER TABLE "pet" ALTER COLUMN "id" SET DEFAULT nextval('"pet_id_seq"'), ALTER COLUMN "id" SET NOT NULL;
ALTER SEQUENCE "pet_id_seq" OWNED BY "pet"."id";
-- undo: Automatic
ALTER TABLE "pet" ALTER COLUMN "id" DROP DEFAULT;
ALTER SEQUENCE "pet_id_seq" OWNED BY NONE;
DROP SEQUENCE "pet_id_seq" CASCADE;
