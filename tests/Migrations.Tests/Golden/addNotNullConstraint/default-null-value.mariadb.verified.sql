UPDATE `person` SET `age` = '0' WHERE `age` IS NULL;
ALTER TABLE `person` MODIFY COLUMN `age` int(11) NOT NULL;
-- undo: Explicit
ALTER TABLE `person` MODIFY COLUMN `age` int(11) NULL;
