CREATE TRIGGER tr_person BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION stamp();
ALTER TABLE "person" DISABLE TRIGGER "tr_person";
-- undo: Automatic
ALTER TABLE "person" ENABLE TRIGGER "tr_person";
DROP TRIGGER "tr_person" ON "person";
