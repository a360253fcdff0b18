DROP PROCEDURE `hello`;
-- undo: Automatic
CREATE PROCEDURE hello(IN n int)
BEGIN
  SELECT n;
  SELECT 2;
END;
