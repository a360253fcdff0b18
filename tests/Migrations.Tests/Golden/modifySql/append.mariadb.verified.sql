CREATE TABLE `m1` (`id` int(11) NULL) /* edited */;
-- undo: Automatic
DROP TABLE `m1`;
