CREATE OR REPLACE PROCEDURE hello(IN n int, t varchar(20) DEFAULT 'x')
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM n + 1;
END $$;
-- undo: Automatic
CREATE OR REPLACE PROCEDURE hello(IN n int, t varchar(20) DEFAULT 'x')
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM n;
END $$;
