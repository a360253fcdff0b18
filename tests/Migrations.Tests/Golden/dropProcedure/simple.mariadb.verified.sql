DROP PROCEDURE `hello`;
-- undo: Automatic (does not bring back the rights to procedure hello)
CREATE PROCEDURE hello(IN n int)
BEGIN
  SELECT n;
  SELECT 2;
END;
