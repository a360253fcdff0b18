CREATE TABLE [called] ([made] uniqueidentifier CONSTRAINT [DF_called_made] DEFAULT 'gen_random_uuid()', [fixed] uniqueidentifier CONSTRAINT [DF_called_fixed] DEFAULT '0f8fad5b-d9cb-469f-a165-70867728950e', [numbered] bigint CONSTRAINT [DF_called_numbered] DEFAULT (nextval('s')));
-- undo: Automatic
DROP TABLE [called];
