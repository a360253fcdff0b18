ALTER TABLE "pet" ADD COLUMN "chip" int, ADD CONSTRAINT "uq_pet_chip" UNIQUE ("chip");
ALTER TABLE "pet" ADD COLUMN "owner_id" int CONSTRAINT "fk_pet_owner" REFERENCES "person" ("id");
-- undo: Automatic
ALTER TABLE "pet" DROP CONSTRAINT "fk_pet_owner";
ALTER TABLE "pet" DROP COLUMN "owner_id";
ALTER TABLE "pet" DROP CONSTRAINT "uq_pet_chip";
ALTER TABLE "pet" DROP COLUMN "chip";
