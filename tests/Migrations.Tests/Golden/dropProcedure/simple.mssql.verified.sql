DROP PROCEDURE [hello];
-- undo: Automatic
CREATE PROCEDURE hello @n int AS
BEGIN
  SELECT @n;
  SELECT 2;
END;
