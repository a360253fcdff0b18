SELECT TOP (0) [code], [rate], [note], CAST(0 AS bigint) AS [migrations_row] INTO [#migrations_rows] FROM [rate];
INSERT INTO [#migrations_rows] ([code], [rate], [note]) SELECT [code], [rate], [note] FROM [rates.csv] /* the rows of the file */;
INSERT INTO [rate] ([code], [rate], [note]) SELECT [code], [rate], [note] FROM (SELECT [code], [rate], [note], ROW_NUMBER() OVER (PARTITION BY [code] ORDER BY [migrations_row] ASC) AS [migrations_rank] FROM [#migrations_rows]) AS l WHERE l.[migrations_rank] = 1 AND NOT EXISTS (SELECT 1 FROM [rate] AS t WHERE (t.[code] = l.[code] OR (t.[code] IS NULL AND l.[code] IS NULL)));
UPDATE t SET [rate] = l.[rate] FROM [rate] AS t JOIN (SELECT [code], [rate], [note], ROW_NUMBER() OVER (PARTITION BY [code] ORDER BY [migrations_row] DESC) AS [migrations_rank] FROM [#migrations_rows]) AS l ON (t.[code] = l.[code] OR (t.[code] IS NULL AND l.[code] IS NULL)) WHERE l.[migrations_rank] = 1;
DROP TABLE [#migrations_rows];
-- undo: None (the values that were in rate before rates.csv was loaded are not kept)
