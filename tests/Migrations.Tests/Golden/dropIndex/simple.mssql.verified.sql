DROP INDEX [ix_person_name] ON [person];
-- undo: Automatic
CREATE NONCLUSTERED INDEX [ix_person_name] ON [person] ([name]);
