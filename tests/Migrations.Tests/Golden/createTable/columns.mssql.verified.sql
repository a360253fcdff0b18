CREATE TABLE [item] ([id] bigint IDENTITY(1,1) NOT NULL, [code] varchar(20) NOT NULL, [price] decimal(10,2) CONSTRAINT [DF_item_price] DEFAULT 1.5 NOT NULL, [active] bit CONSTRAINT [DF_item_active] DEFAULT 1, [born] date CONSTRAINT [DF_item_born] DEFAULT '2020-01-02', [created] datetime CONSTRAINT [DF_item_created] DEFAULT (getdate()), [note] varchar(max), [data] varbinary(max), [kind] char(3) CONSTRAINT [DF_item_kind] DEFAULT 'a''b', CONSTRAINT [PK_ITEM] PRIMARY KEY ([id]), CONSTRAINT [uq_item_code] UNIQUE ([code]));
DECLARE @schema sysname = OBJECT_SCHEMA_NAME(OBJECT_ID(N'[item]'));
DECLARE @value nvarchar(3750) = N'Things that don''t fit elsewhere';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND name = N'MS_Description' AND major_id = OBJECT_ID(N'[item]') AND minor_id = 0)
    EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = @value, @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'item'
ELSE
    EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = @value, @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'item';
DECLARE @schema sysname = OBJECT_SCHEMA_NAME(OBJECT_ID(N'[item]'));
DECLARE @value nvarchar(3750) = N'The number';
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND name = N'MS_Description' AND major_id = OBJECT_ID(N'[item]') AND minor_id = COLUMNPROPERTY(OBJECT_ID(N'[item]'), N'id', 'ColumnId'))
    EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = @value, @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'item', @level2type = N'COLUMN', @level2name = N'id'
ELSE
    EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = @value, @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'item', @level2type = N'COLUMN', @level2name = N'id';
-- undo: Automatic
DROP TABLE [item];
