CREATE TABLE `noted` (`id` int(11) NULL COMMENT '  of the column
') COMMENT='of the table
';
-- undo: Automatic
DROP TABLE `noted`;
