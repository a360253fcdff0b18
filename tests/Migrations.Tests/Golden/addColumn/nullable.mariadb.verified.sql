ALTER TABLE `person` ADD COLUMN `height` int(11) NULL;
ALTER TABLE `person` ADD COLUMN `nick` varchar(30) NULL DEFAULT 'x';
-- undo: Automatic
ALTER TABLE `person` DROP COLUMN `nick`;
ALTER TABLE `person` DROP COLUMN `height`;
