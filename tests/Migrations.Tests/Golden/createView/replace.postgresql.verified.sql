CREATE OR REPLACE VIEW "v_person" AS SELECT id, name, age FROM person;
-- undo: Automatic
CREATE OR REPLACE VIEW "v_person" AS SELECT id, name FROM person;
