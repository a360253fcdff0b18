CREATE TABLE "called" ("made" TEXT DEFAULT '7c9e6679-7425-40de-944b-e07fc1f90ae7', "fixed" TEXT DEFAULT '0f8fad5b-d9cb-469f-a165-70867728950e');
-- undo: Automatic
DROP TABLE "called";
