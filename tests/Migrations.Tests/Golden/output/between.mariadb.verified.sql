-- output: a column comes now
-- and then another;
ALTER TABLE `person` ADD COLUMN `name` VARCHAR(20) NULL;
-- output: there it is;
ALTER TABLE `person` ADD COLUMN `city` VARCHAR(20) NULL;
-- undo: Automatic
ALTER TABLE `person` DROP COLUMN `city`;
ALTER TABLE `person` DROP COLUMN `name`;
