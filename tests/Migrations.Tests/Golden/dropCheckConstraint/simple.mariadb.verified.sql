ALTER TABLE `person` DROP CONSTRAINT `ck_age`;
-- undo: Automatic
ALTER TABLE `person` ADD CONSTRAINT `ck_age` CHECK (`age` > 0);
