ALTER TABLE `person` ADD COLUMN `country` varchar(2) NULL;
UPDATE `person` SET `country` = 'de';
ALTER TABLE `person` MODIFY COLUMN `country` varchar(2) NOT NULL;
-- undo: Automatic
ALTER TABLE `person` MODIFY COLUMN `country` varchar(2) NULL;
ALTER TABLE `person` DROP COLUMN `country`;
