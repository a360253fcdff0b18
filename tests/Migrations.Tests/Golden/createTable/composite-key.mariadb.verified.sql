CREATE TABLE `line` (`order_id` int(11) NOT NULL, `position` int(11) NOT NULL, `amount` int(11) NULL, PRIMARY KEY (`order_id`, `position`));
-- undo: Automatic
DROP TABLE `line`;
