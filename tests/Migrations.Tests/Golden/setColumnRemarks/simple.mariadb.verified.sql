ALTER TABLE `person` MODIFY COLUMN `first_name` varchar(50) NULL COMMENT 'it''s new';
-- undo: Automatic
ALTER TABLE `person` MODIFY COLUMN `first_name` varchar(50) NOT NULL COMMENT 'called';
