CREATE TABLE `pet` (`id` int(11) NOT NULL, `person_id` int(11) NULL, `chip` int(11) NULL, PRIMARY KEY (`id`), UNIQUE KEY `chip` (`chip`), CONSTRAINT `fk_pet_person` FOREIGN KEY (`person_id`) REFERENCES `person` (`id`));
-- undo: Automatic
DROP TABLE `pet`;
