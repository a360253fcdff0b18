ALTER TABLE `pet` DROP PRIMARY KEY;
-- undo: Automatic
ALTER TABLE `pet` ADD PRIMARY KEY (`id`);
