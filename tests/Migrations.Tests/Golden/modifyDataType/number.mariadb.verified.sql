ALTER TABLE `person` MODIFY COLUMN `age` bigint(20) NULL;
-- undo: Automatic
ALTER TABLE `person` MODIFY COLUMN `age` int(11) NULL;
