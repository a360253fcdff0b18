CREATE TABLE `item` (`id` bigint(20) NOT NULL AUTO_INCREMENT COMMENT 'The number', `code` varchar(20) NOT NULL, `price` decimal(10,2) NOT NULL DEFAULT 1.50, `active` tinyint(1) NULL DEFAULT 1, `born` date NULL DEFAULT '2020-01-02', `created` datetime NULL DEFAULT current_timestamp(), `note` longtext NULL, `data` blob NULL, `kind` char(3) NULL DEFAULT 'a''b', PRIMARY KEY (`id`), UNIQUE KEY `uq_item_code` (`code`)) COMMENT='Things that don''t fit elsewhere';
-- undo: Automatic
DROP TABLE `item`;
