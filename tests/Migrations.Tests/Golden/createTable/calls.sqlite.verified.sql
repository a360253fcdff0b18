CREATE TABLE "called" ("made" TEXT DEFAULT 'gen_random_uuid()', "fixed" TEXT DEFAULT '0f8fad5b-d9cb-469f-a165-70867728950e', "numbered" BIGINT DEFAULT nextval('s'));
-- undo: Automatic
DROP TABLE "called";
