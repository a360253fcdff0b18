ALTER TABLE `pet` ADD CONSTRAINT `fk_pet_owner` FOREIGN KEY (`owner`) REFERENCES `person` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION;
-- undo: Automatic
ALTER TABLE `pet` DROP FOREIGN KEY `fk_pet_owner`, DROP INDEX `fk_pet_owner`;
