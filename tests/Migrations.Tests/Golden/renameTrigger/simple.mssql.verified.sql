EXEC sys.sp_rename N'[tr_person]', N'tr_people', N'OBJECT';
-- undo: Automatic
EXEC sys.sp_rename N'[tr_people]', N'tr_person', N'OBJECT';
