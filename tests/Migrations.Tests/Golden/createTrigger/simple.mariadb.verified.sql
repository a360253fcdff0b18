CREATE TRIGGER tr_person BEFORE INSERT ON person FOR EACH ROW BEGIN SET NEW.city = 'Ulm'; END;
-- undo: Automatic
DROP TRIGGER `tr_person`;
