ALTER TABLE `plain` ADD PRIMARY KEY (`a`);
-- undo: Automatic
ALTER TABLE `plain` DROP PRIMARY KEY;
