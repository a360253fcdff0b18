CREATE VIEW "v_person" AS SELECT id, name FROM person;
-- undo: Automatic
DROP VIEW "v_person";
