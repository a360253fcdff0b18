DROP TABLE `person`;
-- undo: Automatic (does not bring back the rows of person)
CREATE TABLE `person` (`id` int(11) NOT NULL AUTO_INCREMENT, `name` varchar(50) NULL, `age` int(11) NULL, `email` varchar(100) NULL DEFAULT 'none', PRIMARY KEY (`id`));
