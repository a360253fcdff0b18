ALTER TABLE `person` ADD COLUMN `place` varchar(100) NULL;
UPDATE `person` SET `place` = CONCAT_WS('', `last_name`, `city`);
ALTER TABLE `person` DROP COLUMN `last_name`;
ALTER TABLE `person` DROP COLUMN `city`;
-- undo: Automatic (does not bring back the values of person.city and the values of person.last_name)
ALTER TABLE `person` ADD COLUMN `city` varchar(50) NULL AFTER `first_name`;
ALTER TABLE `person` ADD COLUMN `last_name` varchar(50) NULL AFTER `first_name`;
ALTER TABLE `person` DROP COLUMN `place`;
