EXEC sys.sp_rename N'[person].[age]', N'years', N'COLUMN';
-- undo: Automatic
EXEC sys.sp_rename N'[person].[years]', N'age', N'COLUMN';
