DROP TABLE "person";
-- undo: Automatic (does not bring back the rows of person)
CREATE TABLE "person" ("id" INTEGER CONSTRAINT "pk_person" PRIMARY KEY AUTOINCREMENT NOT NULL, "name" VARCHAR(50), "age" INTEGER, "email" VARCHAR(100) DEFAULT 'none');
