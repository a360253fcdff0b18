ALTER TABLE `pet` DROP FOREIGN KEY `fk_pet_person`;
DROP TABLE `person`;
-- undo: Automatic (does not bring back the rows of person)
CREATE TABLE `person` (`id` int(11) NOT NULL AUTO_INCREMENT, `name` varchar(50) NULL, `age` int(11) NULL, `email` varchar(100) NULL DEFAULT 'none', PRIMARY KEY (`id`));
ALTER TABLE `pet` ADD CONSTRAINT `fk_pet_person` FOREIGN KEY (`person_id`) REFERENCES `person` (`id`);
