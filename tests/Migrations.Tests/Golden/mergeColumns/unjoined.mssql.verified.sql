ALTER TABLE [person] ADD [place] varchar(100);
UPDATE [person] SET [place] = [last_name] + '' + [city];
ALTER TABLE [person] DROP COLUMN [last_name];
ALTER TABLE [person] DROP COLUMN [city];
-- undo: Automatic (does not bring back the values of person.city and the values of person.last_name)
ALTER TABLE [person] ADD [city] varchar(50);
ALTER TABLE [person] ADD [last_name] varchar(50);
ALTER TABLE [person] DROP COLUMN [place];
