CREATE INDEX `ix_person_name` ON `person` (`name`);
-- undo: Automatic
DROP INDEX `ix_person_name` ON `person`;
