--liquibase formatted sql logicalFilePath:logical/formatted.sql

--property name:big value:bigint
--property name:person value:person dbms:postgresql,mariadb,sqlite
--property name:person value:elsewhere

--changeset ann:1 labels:"one, two" context:"always or a"
--comment the table that all others need, ${big}
CREATE TABLE ${person} (
    id ${big} NOT NULL PRIMARY KEY, -- a tail
    name varchar(50) NOT NULL --no blank
    /* a block */
);
INSERT INTO ${person} (id, name) VALUES (1, 'Ann; -- no comment');
--rollback DROP TABLE ${person};

--changeset "bob b":"second one" runOnChange:true
CREATE INDEX ix_name ON person (name);
--rollback DROP INDEX ix_name;

--changeset ann:other-database dbms:oracle
CREATE TABLE nowhere (id number);

--changeset ann:not-now ignore:true
CREATE TABLE nowhere (id int);

--changeset ann:guarded
--preconditions onFail:MARK_RAN onError:HALT
--precondition-sql-check expectedResult:0 SELECT COUNT(*) FROM person
INSERT INTO person (id, name) VALUES (2, 'never');

--changeset ann:kept
--validCheckSum: 9:00000000000000000000000000000000
--preconditions onFail:HALT
--precondition-sql-check "1" SELECT COUNT(*) FROM person
--precondition-table-exists table:person
--ignoreLines:2
This line is passed over.
And this one.
INSERT INTO person (id, name) VALUES (3, 'Bea');
--ignoreLines:start
So are these,
--ignoreLines:end
INSERT INTO person (id, name) VALUES (4, 'Cy');
/* liquibase rollback
DELETE FROM person WHERE id = 3;
DELETE FROM person WHERE id = 4;
*/

--changeset ann:delimited endDelimiter:@@ stripComments:false
INSERT INTO person (id, name) VALUES (5, 'a;b') @@
-- kept
INSERT INTO person (id, name) VALUES (6, 'c') @@
--rollback not required

--changeset ann:again logicalFilePath:own.sql
UPDATE person SET name = name WHERE id = 1
--rollback empty

--changeset ann:slash
INSERT INTO person (id, name) VALUES (7, 'd')
/
INSERT INTO person (id, name) VALUES (8, 'e')
/
