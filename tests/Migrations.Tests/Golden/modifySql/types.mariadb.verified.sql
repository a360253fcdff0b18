CREATE TABLE `edited` (`id` INT NULL, `body` CHARACTER VARYING(20) NULL, `price` DECIMAL(10, 2) NULL, `made` timestamp NULL);
ALTER TABLE `edited` ADD COLUMN `note` CHARACTER VARYING(30) NULL;
-- undo: Automatic
ALTER TABLE `edited` DROP COLUMN `note`;
DROP TABLE `edited`;
