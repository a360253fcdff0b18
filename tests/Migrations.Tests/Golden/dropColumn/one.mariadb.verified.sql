ALTER TABLE `person` DROP COLUMN `age`;
-- undo: Automatic (does not bring back the values of person.age)
ALTER TABLE `person` ADD COLUMN `age` int(11) NULL AFTER `name`;
