CREATE TRIGGER tr_person ON person AFTER INSERT AS UPDATE person SET city = 'Ulm';
-- undo: Automatic
DROP TRIGGER [tr_person];
