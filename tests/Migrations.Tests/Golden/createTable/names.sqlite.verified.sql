CREATE TABLE "MixedCase" ("Id" INTEGER NOT NULL, "order" INTEGER, "with space" INTEGER, "UPPER" INTEGER, CONSTRAINT "PK_MixedCase" PRIMARY KEY ("Id"));
-- undo: Automatic
DROP TABLE "MixedCase";
