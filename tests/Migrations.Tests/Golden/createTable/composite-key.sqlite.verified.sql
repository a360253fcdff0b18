CREATE TABLE "line" ("order_id" INTEGER NOT NULL, "position" INTEGER NOT NULL, "amount" INTEGER, CONSTRAINT "pk_line" PRIMARY KEY ("order_id", "position"));
-- undo: Automatic
DROP TABLE "line";
