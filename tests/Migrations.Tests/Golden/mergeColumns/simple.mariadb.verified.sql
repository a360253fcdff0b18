ALTER TABLE `person` ADD COLUMN `name` varchar(101) NULL;
UPDATE `person` SET `name` = CONCAT_WS(' o'' ', `first_name`, `last_name`);
ALTER TABLE `person` DROP COLUMN `first_name`;
ALTER TABLE `person` DROP COLUMN `last_name`;
-- undo: Automatic (does not bring back the values of person.last_name and the values of person.first_name)
ALTER TABLE `person` ADD COLUMN `last_name` varchar(50) NULL AFTER `id`;
ALTER TABLE `person` ADD COLUMN `first_name` varchar(50) NOT NULL COMMENT 'called' AFTER `id`;
ALTER TABLE `person` DROP COLUMN `name`;
