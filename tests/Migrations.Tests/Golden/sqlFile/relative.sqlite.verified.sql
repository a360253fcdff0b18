-- rows
INSERT INTO person (name) VALUES ('from a file');
INSERT INTO person (name, age) VALUES ('from a file', 2);
-- undo: Explicit
DELETE FROM person WHERE name = 'from a file';
