CREATE OR REPLACE VIEW "v_person" AS SELECT id, name, age FROM person;
-- undo: Automatic
DO $undo$ BEGIN CREATE OR REPLACE VIEW "v_person" AS SELECT id, name FROM person; EXCEPTION WHEN invalid_table_definition THEN DROP VIEW "v_person"; CREATE VIEW "v_person" AS SELECT id, name FROM person; END $undo$;
