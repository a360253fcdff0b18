DROP TRIGGER "tr_person" ON "person";
-- undo: Automatic
CREATE TRIGGER tr_person BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION stamp();
