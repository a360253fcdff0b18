ALTER TABLE `pet` ADD COLUMN `chip` int(11) NULL, ADD UNIQUE KEY `uq_pet_chip` (`chip`);
ALTER TABLE `pet` ADD COLUMN `owner_id` int(11) NULL, ADD CONSTRAINT `fk_pet_owner` FOREIGN KEY (`owner_id`) REFERENCES `person` (`id`);
-- undo: Automatic
ALTER TABLE `pet` DROP FOREIGN KEY `fk_pet_owner`, DROP INDEX `fk_pet_owner`;
ALTER TABLE `pet` DROP COLUMN `owner_id`;
ALTER TABLE `pet` DROP INDEX `uq_pet_chip`;
ALTER TABLE `pet` DROP COLUMN `chip`;
