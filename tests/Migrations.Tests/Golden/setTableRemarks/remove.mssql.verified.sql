DECLARE @schema sysname = OBJECT_SCHEMA_NAME(OBJECT_ID(N'[person]'));
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND name = N'MS_Description' AND major_id = OBJECT_ID(N'[person]') AND minor_id = 0)
    EXEC sys.sp_dropextendedproperty @name = N'MS_Description', @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'person';
-- undo: Automatic
DECLARE @schema sysname = OBJECT_SCHEMA_NAME(OBJECT_ID(N'[person]'));
DECLARE @value nvarchar(3750) = N'people';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND name = N'MS_Description' AND major_id = OBJECT_ID(N'[person]') AND minor_id = 0)
    EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = @value, @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'person'
ELSE
    EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = @value, @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'person';
