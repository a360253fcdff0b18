IF OBJECT_ID(N'[app].[people]') IS NOT NULL DROP SYNONYM [app].[people];
CREATE SYNONYM [app].[people] FOR [hr]..[staff];
-- undo: Automatic
DROP SYNONYM [app].[people];
