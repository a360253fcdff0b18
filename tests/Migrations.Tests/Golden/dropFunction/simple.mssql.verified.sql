DROP FUNCTION [plus];
-- undo: Automatic
CREATE FUNCTION plus(@a int) RETURNS int AS BEGIN RETURN @a + 1 END;
