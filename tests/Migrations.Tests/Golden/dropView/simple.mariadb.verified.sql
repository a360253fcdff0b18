DROP VIEW `v_person`;
-- undo: Automatic
CREATE VIEW `v_person` AS SELECT id, name FROM person;
