ALTER TABLE "pet" ADD CONSTRAINT "fk_pet_person" FOREIGN KEY ("person_id") REFERENCES "person" ("id");
-- undo: Automatic
ALTER TABLE "pet" DROP CONSTRAINT "fk_pet_person";
