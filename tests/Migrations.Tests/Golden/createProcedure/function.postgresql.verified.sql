CREATE FUNCTION twice(n integer) RETURNS int LANGUAGE sql AS 'SELECT 2 * n';
CREATE OR REPLACE FUNCTION twice(IN first_part character varying(10), double precision) RETURNS text LANGUAGE sql AS 'SELECT first_part || first_part';
-- undo: Automatic
DROP FUNCTION "twice"(varchar, double precision);
DROP FUNCTION "twice"(int);
