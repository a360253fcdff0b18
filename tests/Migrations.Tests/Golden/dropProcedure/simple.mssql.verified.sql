DROP PROCEDURE [hello];
-- undo: Automatic (does not bring back the rights to procedure hello)
CREATE PROCEDURE hello @n int AS
BEGIN
  SELECT @n;
  SELECT 2;
END;
