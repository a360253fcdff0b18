DROP TRIGGER [tr_person];
-- undo: Automatic
CREATE TRIGGER tr_person ON person AFTER INSERT AS UPDATE person SET city = 'Ulm';
ALTER TABLE [person] DISABLE TRIGGER [tr_person];
