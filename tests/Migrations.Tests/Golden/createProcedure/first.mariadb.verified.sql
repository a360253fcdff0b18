CREATE OR REPLACE PROCEDURE hello(IN n int)
BEGIN
  SELECT n;
  SELECT 2;
END;
-- undo: Automatic
DROP PROCEDURE `hello`;
