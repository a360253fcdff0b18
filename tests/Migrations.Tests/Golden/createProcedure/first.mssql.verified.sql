CREATE OR ALTER PROCEDURE hello @n int AS
BEGIN
  SELECT @n;
  SELECT 2;
END;
-- undo: Automatic
DROP PROCEDURE [hello];
