CREATE TABLE "pet" ("id" INTEGER NOT NULL, "person_id" INTEGER, "chip" INTEGER, CONSTRAINT "pk_pet" PRIMARY KEY ("id"), UNIQUE ("chip"), CONSTRAINT "fk_pet_person" FOREIGN KEY ("person_id") REFERENCES "person" ("id"));
-- undo: Automatic
DROP TABLE "pet";
