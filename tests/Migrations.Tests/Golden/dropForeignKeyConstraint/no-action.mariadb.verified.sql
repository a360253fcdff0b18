ALTER TABLE `pet` DROP FOREIGN KEY `fk_pet_owner`;
-- undo: Automatic
ALTER TABLE `pet` ADD CONSTRAINT `fk_pet_owner` FOREIGN KEY (`owner`) REFERENCES `person` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION;
