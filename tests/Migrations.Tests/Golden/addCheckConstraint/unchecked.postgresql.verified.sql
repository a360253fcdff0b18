ALTER TABLE "person" ADD CONSTRAINT "ck_age" CHECK (age > 0) NOT VALID;
-- undo: Automatic
ALTER TABLE "person" DROP CONSTRAINT "ck_age";
