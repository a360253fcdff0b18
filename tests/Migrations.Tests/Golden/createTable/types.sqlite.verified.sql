CREATE TABLE "types" ("c_bigint" BIGINT, "c_boolean" BOOLEAN, "c_char" CHAR(10), "c_currency" REAL, "c_date" date, "c_datetime" TEXT, "c_decimal" DECIMAL(12, 3), "c_double" DOUBLE, "c_float" FLOAT, "c_int" INTEGER, "c_longtext" TEXT, "c_longblob" BLOB, "c_nchar" NCHAR(5), "c_nclob" TEXT, "c_number" NUMBER(10, 2), "c_numeric" NUMBER(8, 3), "c_nvarchar" NVARCHAR(30), "c_smallint" SMALLINT, "c_text" TEXT, "c_time" time, "c_timestamp" TEXT, "c_tinyint" TINYINT, "c_uuid" TEXT, "c_varchar" VARCHAR(40), "c_java" VARCHAR(12));
-- undo: Automatic
DROP TABLE "types";
