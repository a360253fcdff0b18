INSERT INTO [people] ([id], [name], [active], [score], [born], [note]) SELECT [id], [name], [active], [score], [born], [note] FROM [people.csv] /* the rows of the file */;
-- undo: Automatic
SELECT TOP (0) [id], CAST(0 AS bigint) AS [migrations_row] INTO [#migrations_rows] FROM [people];
INSERT INTO [#migrations_rows] ([id]) SELECT [id] FROM [people.csv] /* the rows of the file */;
DELETE t FROM [people] AS t WHERE EXISTS (SELECT 1 FROM [#migrations_rows] AS l WHERE t.[id] = l.[id]);
DROP TABLE [#migrations_rows];
