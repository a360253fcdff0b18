CREATE PROCEDURE hello()
BEGIN
  -- été
  SELECT 1;
END;
-- undo: Automatic
DROP PROCEDURE `hello`;
