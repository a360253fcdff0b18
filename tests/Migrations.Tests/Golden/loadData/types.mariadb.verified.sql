INSERT INTO `people` (`id`, `name`, `active`, `score`, `born`, `note`) SELECT `id`, `name`, `active`, `score`, `born`, `note` FROM `people.csv` /* the rows of the file */;
-- undo: Automatic
DROP TEMPORARY TABLE IF EXISTS `migrations_rows`;
CREATE TEMPORARY TABLE `migrations_rows` AS SELECT `id`, CAST(0 AS SIGNED) AS `migrations_row` FROM `people` WHERE 1 = 0;
INSERT INTO `migrations_rows` (`id`) SELECT `id` FROM `people.csv` /* the rows of the file */;
DELETE t FROM `people` AS t JOIN `migrations_rows` AS l ON t.`id` = l.`id`;
DROP TEMPORARY TABLE `migrations_rows`;
