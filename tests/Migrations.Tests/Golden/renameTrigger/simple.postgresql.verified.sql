ALTER TRIGGER "tr_person" ON "person" RENAME TO "tr_people";
-- undo: Automatic
ALTER TRIGGER "tr_people" ON "person" RENAME TO "tr_person";
