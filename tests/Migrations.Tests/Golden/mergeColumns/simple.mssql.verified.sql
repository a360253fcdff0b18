ALTER TABLE [person] ADD [name] varchar(101);
UPDATE [person] SET [name] = [first_name] + ' o'' ' + [last_name];
ALTER TABLE [person] DROP COLUMN [first_name];
ALTER TABLE [person] DROP COLUMN [last_name];
-- undo: Automatic (does not bring back the values of person.last_name and the values of person.first_name)
ALTER TABLE [person] ADD [last_name] varchar(50);
ALTER TABLE [person] ADD [first_name] varchar(50) NOT NULL;
DECLARE @schema sysname = OBJECT_SCHEMA_NAME(OBJECT_ID(N'[person]'));
DECLARE @value nvarchar(3750) = N'called';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND name = N'MS_Description' AND major_id = OBJECT_ID(N'[person]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[person]'), N'first_name', 'ColumnId'))
    EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = @value, @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'person', @level2type = N'COLUMN', @level2name = N'first_name'
ELSE
    EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = @value, @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'person', @level2type = N'COLUMN', @level2name = N'first_name';
ALTER TABLE [person] DROP COLUMN [name];
