CREATE TABLE "called" ("made" uuid DEFAULT gen_random_uuid(), "fixed" uuid DEFAULT '0f8fad5b-d9cb-469f-a165-70867728950e');
-- undo: Automatic
DROP TABLE "called";
