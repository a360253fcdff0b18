EXEC sys.sp_rename N'[person]', N'human', N'OBJECT';
-- undo: Automatic
EXEC sys.sp_rename N'[human]', N'person', N'OBJECT';
