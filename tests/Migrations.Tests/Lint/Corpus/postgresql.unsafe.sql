--- MIG3101 an index
CREATE INDEX i ON users (name);
--- MIG3101 an index without a name
CREATE INDEX ON users (name);
--- MIG3101 a unique index
CREATE UNIQUE INDEX users_code_key ON users (code);
--- MIG3101 an index if it is not there
CREATE INDEX IF NOT EXISTS i ON users (name);
--- MIG3101 an index of another kind
CREATE INDEX i ON users USING gin (to_tsvector('english', bio));
--- MIG3101 an index over some rows
CREATE INDEX i ON users (email) WHERE status = 'new';
--- MIG3101 an index with quoted names
CREATE INDEX "I" ON "users" ("name");
--- MIG3101 an index with more columns
CREATE INDEX i ON orders (user_id, placed_at DESC) INCLUDE (total);
--- MIG3101 an index on a table with a schema
CREATE INDEX i ON public.users (name);
--- MIG3101 an index, the second of two statements
ALTER TABLE users ADD COLUMN nick text;
CREATE INDEX i ON users (nick);
--- MIG3101 an index on an old table, though another one is new
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE INDEX i ON users (name);
--- MIG3101 an index in BEGIN and COMMIT
BEGIN;
CREATE INDEX i ON users (name);
COMMIT;
--- MIG3102 an index is built anew
REINDEX INDEX users_name_idx;
--- MIG3102 the indexes of a table are built anew
REINDEX TABLE users;
--- MIG3102 the indexes of a schema are built anew
REINDEX SCHEMA public;
--- MIG3102 the indexes of a database are built anew
REINDEX DATABASE app;
--- MIG3102 built anew, and not concurrently in so many words
REINDEX (CONCURRENTLY false) INDEX users_name_idx;
--- MIG3103 an index is dropped
DROP INDEX users_name_idx;
--- MIG3103 an index is dropped if it is there
DROP INDEX IF EXISTS users_name_idx;
--- MIG3103 two indexes are dropped
DROP INDEX users_name_idx, other_idx;
--- MIG3104 a unique constraint
ALTER TABLE users ADD CONSTRAINT u UNIQUE (name);
--- MIG3104 a unique constraint without a name
ALTER TABLE users ADD UNIQUE (name);
--- MIG3104 a unique constraint of two columns
ALTER TABLE users ADD CONSTRAINT u UNIQUE (team_id, code);
--- MIG3105 a primary key
ALTER TABLE orders ADD PRIMARY KEY (id);
--- MIG3105 a primary key with a name
ALTER TABLE orders ADD CONSTRAINT orders_pk PRIMARY KEY (id, user_id);
--- MIG3106 a check
ALTER TABLE users ADD CONSTRAINT c CHECK (age >= 0);
--- MIG3106 a check without a name
ALTER TABLE users ADD CHECK (age >= 0);
--- MIG3106 a check on NULL
ALTER TABLE users ADD CONSTRAINT c CHECK (name IS NOT NULL);
--- MIG3107 a foreign key
ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (team_id) REFERENCES teams (id);
--- MIG3107 a foreign key without a name
ALTER TABLE users ADD FOREIGN KEY (team_id) REFERENCES teams;
--- MIG3107 a foreign key on a new column
ALTER TABLE users ADD COLUMN group_id int;
ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (group_id) REFERENCES teams (id);
--- MIG3107 a foreign key that is deferred
ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
--- MIG3108 NOT NULL
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
--- MIG3108 NOT NULL without the word COLUMN
alter table users alter name set not null;
--- MIG3108 NOT NULL in a transaction with other work
BEGIN;
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
UPDATE teams SET name = 'b' WHERE id = 1;
COMMIT;
--- MIG3108 NOT NULL with a check that is not validated
ALTER TABLE users ADD CONSTRAINT c CHECK (name IS NOT NULL) NOT VALID;
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
--- MIG3108 NOT NULL with a check of another column [outside]
ALTER TABLE users ADD CONSTRAINT city_set CHECK (city IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT city_set;
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
--- MIG3109 another type
ALTER TABLE users ALTER COLUMN code TYPE bigint;
--- MIG3109 another type in other words
ALTER TABLE users ALTER code SET DATA TYPE bigint;
--- MIG3109 another type by an expression
ALTER TABLE users ALTER COLUMN age TYPE text USING age::text;
--- MIG3109 a shorter text
ALTER TABLE users ALTER COLUMN email TYPE varchar(20);
--- MIG3109 a time stamp with time zone
ALTER TABLE users ALTER COLUMN seen_at TYPE timestamptz USING seen_at AT TIME ZONE 'Europe/Berlin';
--- MIG3109 one of two actions
ALTER TABLE users ADD COLUMN x int, ALTER COLUMN code TYPE bigint;
--- MIG3109 a number with more behind the point
ALTER TABLE users ALTER COLUMN score TYPE numeric(12, 8);
--- MIG3110 a random default
ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid();
--- MIG3110 a random default of an extension
ALTER TABLE users ADD COLUMN token uuid DEFAULT uuid_generate_v4() NOT NULL;
--- MIG3110 a random number as the default
ALTER TABLE users ADD COLUMN dice boolean DEFAULT random() > 0.5;
--- MIG3110 the clock as the default
ALTER TABLE users ADD COLUMN at timestamptz DEFAULT clock_timestamp();
--- MIG3110 a function of one's own as the default
ALTER TABLE users ADD COLUMN extra jsonb DEFAULT make_extra();
--- MIG3110 a random default beside another action
ALTER TABLE users ADD COLUMN a text, ADD COLUMN token uuid DEFAULT gen_random_uuid();
--- MIG3111 a serial column
ALTER TABLE users ADD COLUMN no serial;
--- MIG3111 a bigserial column
ALTER TABLE users ADD COLUMN no bigserial NOT NULL;
--- MIG3111 an identity column
ALTER TABLE users ADD COLUMN no bigint GENERATED ALWAYS AS IDENTITY;
--- MIG3111 an identity column by default
ALTER TABLE users ADD COLUMN no int GENERATED BY DEFAULT AS IDENTITY NOT NULL;
--- MIG3111 a serial primary key
ALTER TABLE events ADD COLUMN id serial PRIMARY KEY;
--- MIG3112 a stored generated column
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (total * 1.19) STORED;
--- MIG3112 a stored generated column, NOT NULL
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (total * 1.19) STORED NOT NULL;
--- MIG3113 a column with a unique constraint
ALTER TABLE users ADD COLUMN nick text UNIQUE;
--- MIG3113 a column with a named unique constraint
ALTER TABLE users ADD COLUMN nick text CONSTRAINT u UNIQUE;
--- MIG3113 a column with a check
ALTER TABLE users ADD COLUMN level int CHECK (level > 0);
--- MIG3114 a column with a foreign key
ALTER TABLE users ADD COLUMN group_id int REFERENCES teams (id);
--- MIG3114 a column with a foreign key that deletes along
ALTER TABLE users ADD COLUMN group_id int REFERENCES teams ON DELETE CASCADE;
--- MIG3115 an exclusion constraint
ALTER TABLE events ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&);
--- MIG3116 a partition is attached
ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
--- MIG3116 a default partition is attached
ALTER TABLE events ATTACH PARTITION events_rest DEFAULT;
--- MIG3117 a partition is detached
ALTER TABLE events DETACH PARTITION events_2020;
--- MIG3118 CLUSTER
CLUSTER users USING users_name_idx;
--- MIG3118 CLUSTER of all
CLUSTER;
--- MIG3118 VACUUM FULL
VACUUM FULL users;
--- MIG3118 VACUUM (FULL)
VACUUM (FULL, ANALYZE) users;
--- MIG3118 unlogged
ALTER TABLE events SET UNLOGGED;
--- MIG3118 logged
ALTER TABLE events SET LOGGED;
--- MIG3118 another tablespace
ALTER TABLE events SET TABLESPACE fast;
--- MIG3118 another access method
ALTER TABLE events SET ACCESS METHOD columnar;
--- MIG3119 a materialized view is filled
REFRESH MATERIALIZED VIEW totals;
--- MIG3120 a domain with a check
CREATE DOMAIN positive AS numeric(15, 5) CHECK (value > 0);
--- MIG3120 a domain gets a check
ALTER DOMAIN positive ADD CONSTRAINT p CHECK (value > 0);
--- MIG3120 a domain becomes NOT NULL
ALTER DOMAIN positive SET NOT NULL;
--- MIG3121 a table is locked
LOCK TABLE users IN ACCESS EXCLUSIVE MODE;
--- MIG3121 a table is locked without more words
LOCK users;
--- MIG3122 not valid and validated at once
ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (team_id) REFERENCES teams (id) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT f;
--- MIG3122 not valid and validated in BEGIN and COMMIT
BEGIN;
ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT c;
COMMIT;
--- MIG3126 a foreign key is dropped [known]
ALTER TABLE orders DROP CONSTRAINT orders_user_fk;
--- MIG3128 two tables in one transaction
ALTER TABLE users ADD COLUMN a text;
ALTER TABLE orders ADD COLUMN a text;
--- MIG3128 two foreign keys that are not validated
ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (team_id) REFERENCES teams (id) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT g FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
--- MIG3129 a column and its backfill
ALTER TABLE users ADD COLUMN nick text;
UPDATE users SET nick = name;
--- MIG3129 a column and its backfill in BEGIN and COMMIT
BEGIN;
ALTER TABLE users ADD COLUMN nick text;
UPDATE users SET nick = name WHERE nick IS NULL;
COMMIT;
--- MIG2002 a column is dropped
ALTER TABLE users DROP COLUMN city;
--- MIG3304 a column is dropped if it is there
ALTER TABLE users DROP COLUMN IF EXISTS city;
--- MIG3304 a column is dropped and what depends on it
ALTER TABLE "users" DROP COLUMN "city" CASCADE;
--- MIG3304 two columns are dropped
ALTER TABLE users DROP city, DROP bio;
--- MIG2002 a table is dropped
DROP TABLE orders;
--- MIG3305 a table is dropped if it is there
DROP TABLE IF EXISTS orders;
--- MIG3305 two tables are dropped and what depends on them
DROP TABLE orders, users CASCADE;
--- MIG3201 a column that has to have a value
ALTER TABLE users ADD COLUMN nick text NOT NULL;
--- MIG3201 a quoted column that has to have a value
ALTER TABLE "users" ADD COLUMN "Public" boolean NOT NULL;
--- MIG3204 a schema is dropped
DROP SCHEMA app CASCADE;
--- MIG3204 a database is dropped
DROP DATABASE app;
--- MIG3204 a database is dropped if it is there
DROP DATABASE IF EXISTS app;
--- MIG3205 TRUNCATE with CASCADE
TRUNCATE users, orders CASCADE;
--- MIG2002 TRUNCATE
TRUNCATE TABLE orders;
--- MIG3206 all rows are updated
UPDATE users SET status = 'old';
--- MIG3206 a backfill
UPDATE users SET city = 'none' WHERE city IS NULL;
--- MIG3206 a backfill with a truth value
UPDATE users SET status = 'x' WHERE vip = false;
--- MIG3206 rows are updated from another table
UPDATE orders SET note = u.name FROM users u WHERE u.id = orders.user_id;
--- MIG3206 all rows are deleted
DELETE FROM orders;
--- MIG3206 rows that point nowhere are deleted
DELETE FROM orders WHERE user_id NOT IN (SELECT id FROM users);
--- MIG2002 rows without a note are deleted
DELETE FROM orders WHERE note IS NULL;
--- MIG3301 a column is renamed
ALTER TABLE users RENAME COLUMN city TO town;
--- MIG3301 a column is renamed without the word COLUMN
ALTER TABLE users RENAME city TO town;
--- MIG3302 a table is renamed
ALTER TABLE users RENAME TO people;
--- MIG3302 a table is renamed if it is there
ALTER TABLE IF EXISTS users RENAME TO people;
--- MIG3303 a view is renamed
ALTER VIEW active_users RENAME TO live_users;
--- MIG3303 a schema is renamed
ALTER SCHEMA app RENAME TO app2;
--- MIG3303 a type is renamed
ALTER TYPE mood RENAME TO feeling;
--- MIG3303 a table moves to another schema
ALTER TABLE users SET SCHEMA archive;
--- MIG3306 a view is dropped
DROP VIEW active_users;
--- MIG3306 a function is dropped
DROP FUNCTION full_name(text, text);
--- MIG3307 NULL is allowed
ALTER TABLE users ALTER COLUMN country DROP NOT NULL;
--- MIG3308 a default is dropped from a NOT NULL column [known]
ALTER TABLE users ALTER COLUMN status DROP DEFAULT;
--- MIG3309 a value of an enum is renamed
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';
--- MIG3405 a json column
ALTER TABLE users ADD COLUMN extra json;
--- MIG3407 a table name that is cut
CREATE TABLE table_long_table_long_table_long_table_long_table_long_table_long_x (id bigint PRIMARY KEY);
--- MIG3407 a column name that is cut
ALTER TABLE users ADD COLUMN column_long_column_long_column_long_column_long_column_long_column text;
--- MIG3501 a block of code
DO $$ BEGIN EXECUTE 'ALTER TABLE users DROP COLUMN city'; END $$;
--- MIG3501 a call
CALL do_everything();
--- MIG3502 concurrently between BEGIN and COMMIT
BEGIN;
CREATE INDEX CONCURRENTLY i ON users (name);
COMMIT;
--- MIG3502 concurrently together with another statement
CREATE UNIQUE INDEX CONCURRENTLY i ON users (name);
ALTER TABLE users ADD CONSTRAINT u UNIQUE USING INDEX i;
--- MIG3502 an index dropped concurrently between BEGIN and COMMIT
BEGIN;
DROP INDEX CONCURRENTLY users_name_idx;
COMMIT;
--- MIG3503 concurrently under a timeout [outside]
SET lock_timeout = '1s';
CREATE INDEX CONCURRENTLY i ON users (name);
--- MIG3503 concurrently under a timeout for statements [outside]
SET statement_timeout = '5s';
DROP INDEX CONCURRENTLY users_name_idx;
--- MIG2004 a transaction that is not ended
BEGIN;
CREATE TABLE t (id bigint PRIMARY KEY);
--- MIG2004 a transaction in a transaction
BEGIN;
BEGIN;
SELECT 1;
COMMIT;
--- MIG2004 COMMIT without BEGIN
SELECT 1;
COMMIT;
--- MIG2004 ROLLBACK without BEGIN
SELECT 1;
ROLLBACK;
--- MIG2004 the last of two transactions is not ended
BEGIN;
CREATE TABLE t (id bigint PRIMARY KEY);
COMMIT;
START TRANSACTION;
CREATE TABLE t2 (id bigint PRIMARY KEY);
--- MIG3506 a column is set twice
UPDATE users SET city = 'a', name = 'x', city = 'b' WHERE id = 1;
--- MIG3506 a column is created twice
CREATE TABLE t (id bigint PRIMARY KEY, a int, a text);
--- MIG3506 a column is inserted twice
INSERT INTO teams (id, id) VALUES (1, 2);
--- MIG2005 another role is left behind
SET ROLE admin;
--- MIG2005 another search path is left behind
SET search_path = other;
