ALTER TABLE [person] ENABLE TRIGGER [tr_person];
-- undo: Automatic
ALTER TABLE [person] DISABLE TRIGGER [tr_person];
