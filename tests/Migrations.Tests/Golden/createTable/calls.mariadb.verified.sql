CREATE TABLE `called` (`made` uuid NULL DEFAULT (uuid()), `fixed` uuid NULL DEFAULT '0f8fad5b-d9cb-469f-a165-70867728950e');
-- undo: Automatic
DROP TABLE `called`;
