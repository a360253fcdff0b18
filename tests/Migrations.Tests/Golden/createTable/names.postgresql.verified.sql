CREATE TABLE "MixedCase" ("Id" int NOT NULL, "order" int, "with space" int, "upper" int, CONSTRAINT "PK_MixedCase" PRIMARY KEY ("Id"));
-- undo: Automatic
DROP TABLE "MixedCase";
