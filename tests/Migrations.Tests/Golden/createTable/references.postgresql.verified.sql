CREATE TABLE "pet" ("id" int NOT NULL, "person_id" int, "chip" int, CONSTRAINT "pk_pet" PRIMARY KEY ("id"), CONSTRAINT "pet_chip_key" UNIQUE ("chip"), CONSTRAINT "fk_pet_person" FOREIGN KEY ("person_id") REFERENCES "person" ("id"));
-- undo: Automatic
DROP TABLE "pet";
