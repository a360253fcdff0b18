ALTER TABLE `pet` MODIFY COLUMN `name` varchar(50) NULL;
-- undo: Automatic
ALTER TABLE `pet` MODIFY COLUMN `name` varchar(50) NOT NULL;
