DROP TEMPORARY TABLE IF EXISTS `migrations_rows`;
CREATE TEMPORARY TABLE `migrations_rows` AS SELECT `code`, `rate`, `note`, CAST(0 AS SIGNED) AS `migrations_row` FROM `rate` WHERE 1 = 0;
INSERT INTO `migrations_rows` (`code`, `rate`, `note`) SELECT `code`, `rate`, `note` FROM `rates.csv` /* the rows of the file */;
UPDATE `rate` AS t JOIN (SELECT `code`, `rate`, `note`, ROW_NUMBER() OVER (PARTITION BY `code` ORDER BY `migrations_row` DESC) AS `migrations_rank` FROM `migrations_rows`) AS l ON t.`code` = l.`code` SET t.`rate` = l.`rate`, t.`note` = l.`note` WHERE l.`migrations_rank` = 1;
DROP TEMPORARY TABLE `migrations_rows`;
-- undo: None (the values that were in rate before rates.csv was loaded are not kept)
