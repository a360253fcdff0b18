--- safe a query
SELECT 1;
--- safe a new table
CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
--- safe a new table if it is not there
CREATE TABLE IF NOT EXISTS t (id bigint PRIMARY KEY, name varchar(100) NOT NULL);
--- safe a new table with a serial key
CREATE TABLE t (id serial NOT NULL PRIMARY KEY, name text NOT NULL);
--- safe a new table with a foreign key
CREATE TABLE t (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id) ON DELETE CASCADE);
--- safe a new table with everything
CREATE TABLE t (id bigserial PRIMARY KEY, a char(3), b timestamp, c json, d int CHECK (d > 0), e text UNIQUE, CONSTRAINT f FOREIGN KEY (d) REFERENCES teams (id));
--- safe a new table in BEGIN and COMMIT
BEGIN;
CREATE TABLE t (id bigint PRIMARY KEY, a int);
CREATE INDEX i ON t (a);
COMMIT;
--- safe a new table in START TRANSACTION and COMMIT
START TRANSACTION;
CREATE TABLE t (id bigint PRIMARY KEY);
COMMIT;
--- safe a temporary table
CREATE TEMP TABLE t (id int) ON COMMIT DROP;
--- safe a table of a query
CREATE TABLE t AS SELECT 1 AS id;
--- safe an index on a new table
CREATE TABLE t (id bigint PRIMARY KEY, a int);
CREATE INDEX i ON t (a);
--- safe constraints on a new table
CREATE TABLE t (id bigint, a int, b text);
ALTER TABLE t ADD PRIMARY KEY (id);
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);
ALTER TABLE t ADD CONSTRAINT u UNIQUE (b);
ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES teams (id);
ALTER TABLE t ALTER COLUMN b SET NOT NULL;
--- safe columns on a new table
CREATE TABLE "T" (id bigint PRIMARY KEY);
ALTER TABLE "T" ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE "T" ADD COLUMN no bigserial;
ALTER TABLE "T" ADD COLUMN a text NOT NULL;
ALTER TABLE "T" ALTER COLUMN a TYPE varchar(10);
ALTER TABLE "T" RENAME COLUMN a TO b;
ALTER TABLE "T" DROP COLUMN b;
--- safe an exclusion constraint on a new table
CREATE TABLE t (id bigint PRIMARY KEY, room int, during tsrange);
ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (room WITH =, during WITH &&);
--- safe a new table is filled
CREATE TABLE t (id bigint PRIMARY KEY, a int);
INSERT INTO t (id, a) VALUES (1, 2);
UPDATE t SET a = 3;
--- safe a nullable column
ALTER TABLE users ADD COLUMN nick text;
--- safe a nullable column in so many words
ALTER TABLE users ADD COLUMN nick integer NULL;
--- safe a nullable column if it is not there
ALTER TABLE users ADD COLUMN IF NOT EXISTS nick text;
--- safe two nullable columns
ALTER TABLE users ADD COLUMN a text, ADD COLUMN b text;
--- safe a nullable column in BEGIN and COMMIT
BEGIN;
ALTER TABLE users ADD COLUMN nick integer;
COMMIT;
--- safe a constant default
ALTER TABLE users ADD COLUMN level integer DEFAULT 10;
--- safe a constant default and NOT NULL
ALTER TABLE users ADD COLUMN level integer DEFAULT 10 NOT NULL;
--- safe a text as the default
ALTER TABLE users ADD COLUMN nick text DEFAULT 'some';
--- safe a truth value as the default
ALTER TABLE users ADD COLUMN vip boolean DEFAULT true;
--- safe an enum value as the default
ALTER TABLE users ADD COLUMN m mood DEFAULT 'ok';
--- safe an empty document as the default
ALTER TABLE users ADD COLUMN extra jsonb DEFAULT '{}'::jsonb;
--- safe an empty array as the default
ALTER TABLE users ADD COLUMN tags text[] DEFAULT array[]::text[];
--- safe another array as the default
ALTER TABLE users ADD COLUMN tags bigint[] DEFAULT CAST(ARRAY[] AS bigint[]);
--- safe a sum as the default
ALTER TABLE users ADD COLUMN n integer DEFAULT 2 + 2;
--- safe the time of the statement as the default
ALTER TABLE users ADD COLUMN at timestamptz DEFAULT now();
--- safe the current time as the default
ALTER TABLE users ADD COLUMN at timestamptz DEFAULT current_timestamp;
--- safe a time before now as the default
ALTER TABLE users ADD COLUMN at timestamptz NOT NULL DEFAULT now() - interval '100 years';
--- safe NULL as the default
ALTER TABLE users ADD COLUMN vip boolean DEFAULT NULL;
--- safe a virtual column
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (total * 1.19) VIRTUAL;
--- safe a default for new rows
ALTER TABLE users ALTER COLUMN city SET DEFAULT 'none';
--- safe a column and then its default
ALTER TABLE users ADD COLUMN n integer;
ALTER TABLE users ALTER COLUMN n SET DEFAULT 10;
--- safe a random default of an old column
ALTER TABLE users ALTER COLUMN city SET DEFAULT gen_random_uuid();
--- safe the default of a nullable column is dropped
ALTER TABLE users ALTER COLUMN city DROP DEFAULT;
--- safe a longer text [known]
ALTER TABLE users ALTER COLUMN name TYPE varchar(200);
--- safe a text without a limit [known]
ALTER TABLE users ALTER COLUMN name TYPE text;
--- safe more digits [known]
ALTER TABLE users ALTER COLUMN score TYPE numeric(14, 5);
--- safe an index concurrently [outside]
CREATE INDEX CONCURRENTLY i ON users (name);
--- safe an index concurrently, alone
CREATE INDEX CONCURRENTLY i ON users (name);
--- safe a unique index concurrently [outside]
CREATE UNIQUE INDEX CONCURRENTLY i ON users (name);
--- safe an index concurrently if it is not there [outside]
CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON users (name);
--- safe an index concurrently without a name [outside]
CREATE INDEX CONCURRENTLY ON users (name);
--- safe an index is dropped concurrently [outside]
DROP INDEX CONCURRENTLY users_name_idx;
--- safe an index is dropped concurrently if it is there [outside]
DROP INDEX CONCURRENTLY IF EXISTS users_name_idx;
--- safe an index is built anew concurrently [outside]
REINDEX INDEX CONCURRENTLY users_name_idx;
--- safe a table's indexes are built anew concurrently [outside]
REINDEX TABLE CONCURRENTLY users;
--- safe built anew concurrently in parentheses [outside]
REINDEX (CONCURRENTLY) TABLE users;
--- safe a unique constraint takes over an index
ALTER TABLE users ADD CONSTRAINT u UNIQUE USING INDEX i;
--- safe a unique index and its constraint, step by step [outside]
CREATE UNIQUE INDEX CONCURRENTLY i ON users (name);
ALTER TABLE users ADD CONSTRAINT u UNIQUE USING INDEX i;
--- safe a constraint is replaced by an index
ALTER TABLE users DROP CONSTRAINT IF EXISTS u;
ALTER TABLE users ADD CONSTRAINT u UNIQUE USING INDEX i;
--- safe a primary key takes over an index
ALTER TABLE items ADD CONSTRAINT items_pk PRIMARY KEY USING INDEX items_pk;
--- safe a check that is not validated
ALTER TABLE users ADD CONSTRAINT c CHECK (age >= 0) NOT VALID;
--- safe a foreign key that is not validated
ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (team_id) REFERENCES teams (id) NOT VALID;
--- safe a constraint is validated
ALTER TABLE users VALIDATE CONSTRAINT c;
--- safe not valid and validated, step by step [outside]
ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (team_id) REFERENCES teams (id) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT f;
--- safe NOT NULL behind a validated check, in two transactions
BEGIN;
ALTER TABLE users ADD COLUMN nick text;
ALTER TABLE users ADD CONSTRAINT nick_set CHECK (nick IS NOT NULL) NOT VALID;
COMMIT;
BEGIN;
ALTER TABLE users VALIDATE CONSTRAINT nick_set;
ALTER TABLE users ALTER COLUMN nick SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT nick_set;
COMMIT;
--- safe NOT NULL behind a check of an earlier deployment
ALTER TABLE users VALIDATE CONSTRAINT users_name_not_null;
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT users_name_not_null;
--- safe a check is dropped
ALTER TABLE users DROP CONSTRAINT c;
--- safe a partition is detached concurrently [outside]
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;
--- safe a partition is detached for good
ALTER TABLE events DETACH PARTITION events_2020 FINALIZE;
--- safe a materialized view is filled concurrently
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
--- safe VACUUM
VACUUM users;
--- safe VACUUM with options
VACUUM (ANALYZE, FULL false) users;
--- safe ANALYZE
ANALYZE users;
--- safe a new view
CREATE VIEW v AS SELECT id FROM users;
--- safe a view is replaced
CREATE OR REPLACE VIEW active_users AS SELECT id FROM users;
--- safe a view is made anew
DROP VIEW IF EXISTS active_users;
CREATE VIEW active_users AS SELECT id, name FROM users;
--- safe a new materialized view
CREATE MATERIALIZED VIEW totals AS SELECT user_id, sum(total) FROM orders GROUP BY user_id;
--- safe a new function
CREATE FUNCTION add(integer, integer) RETURNS integer AS 'select $1 + $2;' LANGUAGE SQL;
--- safe a function is replaced
CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := upper(NEW.name); RETURN NEW; END $$;
--- safe a trigger is dropped
DROP TRIGGER IF EXISTS tr ON users;
--- safe a new type
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
--- safe a type is dropped
DROP TYPE IF EXISTS mood;
--- safe a value of an enum before another
ALTER TYPE mood ADD VALUE 'great' BEFORE 'happy';
--- safe a value of an enum
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'great';
--- safe a domain without a check
CREATE DOMAIN label AS text;
--- safe a domain loses its check
ALTER DOMAIN label DROP CONSTRAINT c;
--- safe an extension
CREATE EXTENSION IF NOT EXISTS pgcrypto;
--- safe a schema
CREATE SCHEMA IF NOT EXISTS app;
--- safe rights
GRANT SELECT ON users TO reader;
--- safe a comment
COMMENT ON TABLE users IS 'people';
--- safe a comment on a column
COMMENT ON COLUMN users.name IS 'the name';
--- safe a new sequence
CREATE SEQUENCE s START WITH 100;
--- safe statistics of a column
ALTER TABLE users ALTER COLUMN name SET STATISTICS 100;
--- safe a storage parameter
ALTER TABLE users SET (fillfactor = 70);
--- safe timeouts and a column
SET lock_timeout = '1s';
SET statement_timeout = '5s';
ALTER TABLE users ADD COLUMN c boolean;
--- safe concurrently without a timeout [outside]
SET lock_timeout = 0;
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY i ON users (name);
--- safe a row is inserted
INSERT INTO teams (id, name) VALUES (1, 'a');
--- safe rows are inserted
INSERT INTO teams (id, name) VALUES (1, 'a'), (2, 'b') ON CONFLICT (id) DO UPDATE SET name = excluded.name;
--- safe a row is updated
UPDATE users SET city = 'x', name = 'y' WHERE id = 1;
--- safe a batch is updated
UPDATE users SET city = 'x' WHERE id > 1000 AND id <= 2000;
--- safe a batch is chosen by a limit
UPDATE users SET city = 'x' WHERE id IN (SELECT id FROM users WHERE city IS NULL LIMIT 1000);
--- safe a row is deleted
DELETE FROM users WHERE id = 1;
--- safe an insert between BEGIN and COMMIT
BEGIN;
INSERT INTO teams (id, name) VALUES (1, 'a');
COMMIT;
--- safe two transactions
BEGIN;
SELECT 1;
COMMIT;
BEGIN;
SELECT 2;
COMMIT;
--- safe a name of exactly 63 bytes
CREATE TABLE table_long_table_long_table_long_table_long_table_long_table_lo (id bigint PRIMARY KEY);
--- safe a table and its renaming
CREATE TABLE t (id bigint PRIMARY KEY);
ALTER TABLE t RENAME TO t2;
--- safe only a comment behind the statement
ALTER TABLE users ADD COLUMN nick text; -- DROP TABLE users
--- safe words in a text
INSERT INTO teams (id, name) VALUES (1, 'DROP TABLE users; UPDATE users SET a = 1');
--- safe two parts of one array are set
UPDATE users SET tags[1] = 'a', tags[2] = 'b' WHERE id = 1;
--- safe two parts of one composite are inserted
INSERT INTO teams (place.town, place.street) VALUES ('a', 'b');
