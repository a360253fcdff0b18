CREATE TABLE "types" ("c_bigint" bigint, "c_boolean" boolean, "c_char" char(10), "c_currency" numeric, "c_date" date, "c_datetime" timestamp, "c_decimal" numeric(12,3), "c_double" double precision, "c_float" double precision, "c_int" int, "c_longtext" text, "c_longblob" bytea, "c_nchar" char(5), "c_nclob" text, "c_number" numeric(10,2), "c_numeric" numeric(8,3), "c_nvarchar" varchar(30), "c_smallint" smallint, "c_text" text, "c_time" time, "c_timestamp" timestamp, "c_tinyint" smallint, "c_uuid" uuid, "c_varchar" varchar(40), "c_java" varchar(12));
-- undo: Automatic
DROP TABLE "types";
