ALTER TABLE `plain` ADD PRIMARY KEY (`a`, `b`);
-- undo: Automatic
ALTER TABLE `plain` DROP PRIMARY KEY;
