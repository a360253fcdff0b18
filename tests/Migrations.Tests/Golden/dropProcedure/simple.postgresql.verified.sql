DROP PROCEDURE "hello"(int, varchar);
-- undo: Automatic (does not bring back the rights to procedure hello(int, varchar))
CREATE PROCEDURE hello(IN n int, t varchar(20) DEFAULT 'x')
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM n;
END $$;
