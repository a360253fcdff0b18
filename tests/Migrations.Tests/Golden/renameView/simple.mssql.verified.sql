EXEC sys.sp_rename N'[v_person]', N'v_people', N'OBJECT';
-- undo: Automatic
EXEC sys.sp_rename N'[v_people]', N'v_person', N'OBJECT';
