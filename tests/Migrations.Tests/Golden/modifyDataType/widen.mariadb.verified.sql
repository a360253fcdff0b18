ALTER TABLE `person` MODIFY COLUMN `name` varchar(200) NULL;
-- undo: Automatic
ALTER TABLE `person` MODIFY COLUMN `name` varchar(50) NULL;
