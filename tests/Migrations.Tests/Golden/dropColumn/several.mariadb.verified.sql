ALTER TABLE `person` DROP COLUMN `age`;
ALTER TABLE `person` DROP COLUMN `email`;
-- undo: Automatic (does not bring back the values of person.email and the values of person.age)
ALTER TABLE `person` ADD COLUMN `email` varchar(100) NULL DEFAULT 'none';
ALTER TABLE `person` ADD COLUMN `age` int(11) NULL AFTER `name`;
