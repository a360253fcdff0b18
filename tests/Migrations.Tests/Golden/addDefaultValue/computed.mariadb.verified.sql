ALTER TABLE `person` ADD COLUMN `seen` datetime NULL;
ALTER TABLE `person` ALTER COLUMN `seen` SET DEFAULT (current_timestamp());
-- undo: Automatic
ALTER TABLE `person` ALTER COLUMN `seen` DROP DEFAULT;
ALTER TABLE `person` DROP COLUMN `seen`;
