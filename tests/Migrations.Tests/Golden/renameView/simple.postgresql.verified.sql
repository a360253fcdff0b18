ALTER VIEW "v_person" RENAME TO "v_people";
-- undo: Automatic
ALTER VIEW "v_people" RENAME TO "v_person";
