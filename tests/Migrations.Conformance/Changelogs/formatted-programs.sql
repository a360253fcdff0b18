--liquibase formatted sql

--changeset ann:table
CREATE TABLE counted (id int PRIMARY KEY, hits int NOT NULL DEFAULT 0);

--changeset ann:function dbms:postgresql splitStatements:false stripComments:false
CREATE FUNCTION counted_more() RETURNS trigger AS $$
BEGIN
    NEW.hits := NEW.hits + 1; -- once more
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER more BEFORE UPDATE ON counted FOR EACH ROW EXECUTE FUNCTION counted_more();
--rollback DROP TRIGGER more ON counted;
--rollback DROP FUNCTION counted_more();

--changeset ann:trigger dbms:mariadb endDelimiter://
CREATE TRIGGER more BEFORE UPDATE ON counted FOR EACH ROW
BEGIN
    SET NEW.hits = NEW.hits + 1;
END
//
--rollback DROP TRIGGER more

--changeset ann:row
INSERT INTO counted (id) VALUES (1);
UPDATE counted SET id = 2;
--rollback DELETE FROM counted;
