CREATE TABLE `cities` (`name` varchar(50) NOT NULL, PRIMARY KEY (`name`));
INSERT INTO `cities` (`name`) SELECT DISTINCT `city` FROM `person` WHERE `city` IS NOT NULL;
ALTER TABLE `person` ADD CONSTRAINT `FK_PERSON_CITIES` FOREIGN KEY (`city`) REFERENCES `cities` (`name`);
-- undo: Automatic
ALTER TABLE `person` DROP FOREIGN KEY `FK_PERSON_CITIES`, DROP INDEX `FK_PERSON_CITIES`;
DROP TABLE `cities`;
