ALTER TABLE `person` MODIFY COLUMN `name` varchar(50) NOT NULL;
-- undo: Automatic
ALTER TABLE `person` MODIFY COLUMN `name` varchar(50) NULL;
