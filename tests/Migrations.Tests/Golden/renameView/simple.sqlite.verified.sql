DROP VIEW "v_person";
CREATE VIEW "v_people" AS SELECT id, city FROM person;
-- undo: Automatic
DROP VIEW "v_people";
CREATE VIEW "v_person" AS SELECT id, city FROM person;
