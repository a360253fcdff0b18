CREATE SYNONYM [people] FOR [person];
-- undo: Automatic
DROP SYNONYM [people];
