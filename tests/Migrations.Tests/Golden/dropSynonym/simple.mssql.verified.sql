DROP SYNONYM [people];
-- undo: Automatic
CREATE SYNONYM [people] FOR [person];
