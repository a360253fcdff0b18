INSERT INTO `city` (`name`, `people`, `founded`, `square`) SELECT `City`, `number`, `since`, `square` FROM `cities.tsv` /* the rows of the file */;
-- undo: None (the primary keys that the rows of cities.tsv get in city are not known beforehand)
