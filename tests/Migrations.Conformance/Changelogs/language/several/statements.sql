-- a plain file; as one change set
CREATE TABLE several_third (id int); -- with a comment
INSERT INTO several_third VALUES (1);
INSERT INTO several_third SELECT id + 1 FROM several_third;
