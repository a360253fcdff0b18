ALTER TABLE `person` ALTER COLUMN `name` SET DEFAULT 'it''s';
-- undo: Automatic
ALTER TABLE `person` ALTER COLUMN `name` DROP DEFAULT;
