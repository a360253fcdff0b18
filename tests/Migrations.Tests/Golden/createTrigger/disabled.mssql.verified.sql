CREATE TRIGGER tr_person ON person AFTER INSERT AS UPDATE person SET city = 'Ulm';
ALTER TABLE [person] DISABLE TRIGGER [tr_person];
-- undo: Automatic
ALTER TABLE [person] ENABLE TRIGGER [tr_person];
DROP TRIGGER [tr_person];
