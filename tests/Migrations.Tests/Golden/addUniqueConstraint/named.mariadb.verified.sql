ALTER TABLE `plain` ADD UNIQUE KEY `uq_plain` (`a`, `c`);
-- undo: Automatic
ALTER TABLE `plain` DROP INDEX `uq_plain`;
