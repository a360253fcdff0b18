CREATE TABLE [noted] ([id] int);
DECLARE @schema sysname = OBJECT_SCHEMA_NAME(OBJECT_ID(N'[noted]'));
DECLARE @value nvarchar(3750) = N'of the table';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND name = N'MS_Description' AND major_id = OBJECT_ID(N'[noted]') AND minor_id = 0)
    EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = @value, @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'noted'
ELSE
    EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = @value, @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'noted';
DECLARE @schema sysname = OBJECT_SCHEMA_NAME(OBJECT_ID(N'[noted]'));
DECLARE @value nvarchar(3750) = N'of the column';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND name = N'MS_Description' AND major_id = OBJECT_ID(N'[noted]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[noted]'), N'id', 'ColumnId'))
    EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = @value, @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'noted', @level2type = N'COLUMN', @level2name = N'id'
ELSE
    EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = @value, @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'noted', @level2type = N'COLUMN', @level2name = N'id';
-- undo: Automatic
DROP TABLE [noted];
