ALTER TABLE `plain` DROP INDEX `uq_plain`;
-- undo: Automatic
ALTER TABLE `plain` ADD UNIQUE KEY `uq_plain` (`a`);
