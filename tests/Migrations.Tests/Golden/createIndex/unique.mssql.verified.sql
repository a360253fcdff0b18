CREATE UNIQUE NONCLUSTERED INDEX [ux_person_name_age] ON [person] ([name], [age]);
-- undo: Automatic
DROP INDEX [ux_person_name_age] ON [person];
