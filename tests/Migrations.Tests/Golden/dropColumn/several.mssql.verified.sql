ALTER TABLE [person] DROP COLUMN [age];
ALTER TABLE [person] DROP CONSTRAINT [DF_person_email], COLUMN [email];
-- undo: Automatic (does not bring back the values of person.email and the values of person.age)
ALTER TABLE [person] ADD [email] varchar(100) CONSTRAINT [DF_person_email] DEFAULT 'none';
ALTER TABLE [person] ADD [age] int;
