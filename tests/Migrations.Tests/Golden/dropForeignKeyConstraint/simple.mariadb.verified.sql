ALTER TABLE `pet` DROP FOREIGN KEY `fk_pet_person`;
-- undo: Automatic
ALTER TABLE `pet` ADD CONSTRAINT `fk_pet_person` FOREIGN KEY (`person_id`) REFERENCES `person` (`id`);
