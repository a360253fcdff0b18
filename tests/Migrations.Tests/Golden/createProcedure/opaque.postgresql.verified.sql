CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
COMMENT ON FUNCTION one() IS 'first';
-- undo: None (raw SQL has no inverse)
