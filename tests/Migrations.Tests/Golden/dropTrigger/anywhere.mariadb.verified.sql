DROP TRIGGER `tr_person`;
-- undo: Automatic
CREATE TRIGGER tr_person BEFORE INSERT ON person FOR EACH ROW BEGIN SET NEW.city = 'Ulm'; END;
