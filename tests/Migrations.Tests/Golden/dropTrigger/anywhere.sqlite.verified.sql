DROP TRIGGER "tr_person";
-- undo: Automatic
CREATE TRIGGER tr_person AFTER INSERT ON person BEGIN UPDATE person SET city = 'Ulm' WHERE id = NEW.id; END;
