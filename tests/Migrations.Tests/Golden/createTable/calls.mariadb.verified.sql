CREATE TABLE `called` (`made` uuid NULL DEFAULT (gen_random_uuid()), `fixed` uuid NULL DEFAULT '0f8fad5b-d9cb-469f-a165-70867728950e', `numbered` bigint(20) NULL DEFAULT (nextval('s')));
-- undo: Automatic
DROP TABLE `called`;
