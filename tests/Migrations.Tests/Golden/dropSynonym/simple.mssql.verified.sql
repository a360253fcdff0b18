DROP SYNONYM [people];
-- undo: Automatic (does not bring back the rights to synonym people)
CREATE SYNONYM [people] FOR [person];
