EXEC sys.sp_rename N'[sq]', N'numbers', N'OBJECT';
-- undo: Automatic
EXEC sys.sp_rename N'[numbers]', N'sq', N'OBJECT';
