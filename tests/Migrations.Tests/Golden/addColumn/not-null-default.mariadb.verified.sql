ALTER TABLE `person` ADD COLUMN `score` int(11) NOT NULL DEFAULT 0;
-- undo: Automatic
ALTER TABLE `person` DROP COLUMN `score`;
