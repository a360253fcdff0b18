DROP VIEW IF EXISTS "v_person";
CREATE VIEW "v_person" AS SELECT id, name, age FROM person;
-- undo: Automatic
DROP VIEW IF EXISTS "v_person";
CREATE VIEW "v_person" AS SELECT id, name FROM person;
