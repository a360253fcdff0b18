INSERT INTO person (name) VALUES ('a;b');
-- a comment; with a semicolon
UPDATE person SET age = 1 WHERE name = 'a;b';
-- undo: Explicit
DELETE FROM person WHERE name = 'a;b';
