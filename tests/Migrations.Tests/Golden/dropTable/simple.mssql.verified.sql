DROP TABLE [person];
-- undo: Automatic (does not bring back the rows of person)
CREATE TABLE [person] ([id] int IDENTITY(1,1) NOT NULL, [name] varchar(50), [age] int, [email] varchar(100) CONSTRAINT [DF_person_email] DEFAULT 'none', CONSTRAINT [pk_person] PRIMARY KEY ([id]));
