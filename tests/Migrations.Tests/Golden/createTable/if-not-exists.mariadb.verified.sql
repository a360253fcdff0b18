CREATE TABLE IF NOT EXISTS `thing` (`id` int(11) NULL);
-- undo: Automatic
DROP TABLE `thing`;
