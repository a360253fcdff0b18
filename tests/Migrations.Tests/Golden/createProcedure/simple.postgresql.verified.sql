CREATE PROCEDURE hello(IN n int, t varchar(20) DEFAULT 'x')
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM n;
END $$;
-- undo: Automatic
DROP PROCEDURE "hello"(int, varchar);
