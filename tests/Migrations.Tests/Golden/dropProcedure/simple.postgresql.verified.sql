DROP PROCEDURE "hello"(int, varchar);
-- undo: Automatic
CREATE PROCEDURE hello(IN n int, t varchar(20) DEFAULT 'x')
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM n;
END $$;
