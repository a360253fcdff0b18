UPDATE "person" SET "age" = 31 WHERE "name" = 'Ann';
-- undo: NothingToDo
