CREATE TRIGGER tr_person AFTER INSERT ON person BEGIN UPDATE person SET city = 'Ulm' WHERE id = NEW.id; END;
-- undo: Automatic
DROP TRIGGER "tr_person";
