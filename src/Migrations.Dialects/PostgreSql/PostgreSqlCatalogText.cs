namespace Migrations.Dialects.PostgreSql;

/// <summary>
/// The question for everything in a database as the server itself describes it, one attribute a line, for comparing two states: kind, schema, name, part, text,
/// and for what the schema model does not hold the statement that makes it. Objects of extensions come with these; names are those that the server writes.
/// </summary>
static class PostgreSqlCatalogText
{
    /// <summary>The query for a server's version.</summary>
    /// <param name="version">The major version: what it does not have is left out.</param>
    public static string Everything(int version)
    {
        string Since(int first, string expression) => version >= first ? expression : "NULL";
        return $"""
            WITH space AS (SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
            rel AS (
              SELECT c.*, s.nspname FROM pg_class c JOIN space s ON s.oid = c.relnamespace
              WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')),
            tables AS (SELECT * FROM rel WHERE relkind <> 'S'),
            proc AS (
              SELECT p.*, s.nspname, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS signature FROM pg_proc p JOIN space s ON s.oid = p.pronamespace
              WHERE NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i')))
            SELECT 'schema', NULL::text, n.nspname::text, NULL::text, concat_ws(E'\n', 'comment: ' || obj_description(s.oid, 'pg_namespace')), 'CREATE SCHEMA IF NOT EXISTS ' || quote_ident(n.nspname)
              FROM space s JOIN pg_namespace n ON n.oid = s.oid
            UNION ALL SELECT 'extension', NULL, e.extname, NULL, 'schema: ' || n.nspname, 'CREATE EXTENSION IF NOT EXISTS ' || quote_ident(e.extname) || ' SCHEMA ' || quote_ident(n.nspname)
              FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname <> 'plpgsql'
            UNION ALL {Types}
            UNION ALL SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' ELSE 'table' END, c.nspname, c.relname, NULL, concat_ws(E'\n',
                CASE WHEN c.relpersistence <> 'p' THEN 'persistence: ' || c.relpersistence::text END, 'comment: ' || obj_description(c.oid, 'pg_class'), 'options: ' || array_to_string(c.reloptions, ', '),
                'tablespace: ' || (SELECT spcname FROM pg_tablespace WHERE oid = c.reltablespace), 'access method: ' || (SELECT nullif(amname, 'heap') FROM pg_am WHERE oid = c.relam AND c.relkind <> 'p'),
                CASE WHEN c.relrowsecurity THEN 'row security' END, CASE WHEN c.relforcerowsecurity THEN 'forced row security' END, CASE WHEN c.relreplident <> 'd' AND c.relkind IN ('r', 'p') THEN 'replica identity: ' || c.relreplident::text END,
                'partitioned by: ' || CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END, 'partition: ' || pg_get_expr(c.relpartbound, c.oid),
                'inherits: ' || (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = c.oid),
                CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END),
                nullif(concat_ws('; ', CASE WHEN c.relrowsecurity THEN 'ALTER TABLE ' || {Name} || ' ENABLE ROW LEVEL SECURITY' END, CASE WHEN c.relforcerowsecurity THEN 'ALTER TABLE ' || {Name} || ' FORCE ROW LEVEL SECURITY' END,
                  CASE WHEN c.relkind NOT IN ('r', 'p') THEN NULL WHEN c.relreplident = 'f' THEN 'ALTER TABLE ' || {Name} || ' REPLICA IDENTITY FULL' WHEN c.relreplident = 'n' THEN 'ALTER TABLE ' || {Name} || ' REPLICA IDENTITY NOTHING' END), '')
              FROM tables c
            UNION ALL SELECT 'columns', c.nspname, c.relname, NULL, string_agg(a.attname, E'\n' ORDER BY a.attnum), NULL
              FROM tables c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped WHERE c.relkind IN ('r', 'p') GROUP BY c.nspname, c.relname
            UNION ALL SELECT 'column', c.nspname, c.relname, a.attname, concat_ws(E'\n',
                format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
                CASE WHEN a.attgenerated <> '' THEN 'generated ' || a.attgenerated::text || ': ' ELSE 'default: ' END || pg_get_expr(d.adbin, d.adrelid), 'identity: ' || nullif(a.attidentity::text, ''),
                'collation: ' || CASE WHEN a.attcollation <> t.typcollation THEN (SELECT quote_ident(collname) FROM pg_collation WHERE oid = a.attcollation) END,
                'comment: ' || col_description(c.oid, a.attnum), CASE WHEN a.attstorage <> t.typstorage THEN 'storage: ' || a.attstorage::text END,
                'compression: ' || nullif({Since(14, "a.attcompression::text")}, ''), 'statistics: ' || nullif(a.attstattarget, -1), 'options: ' || {PostgreSqlCatalog.ColumnOptions}),
                nullif(concat_ws('; ', CASE WHEN a.attstorage <> t.typstorage AND c.relkind IN ('r', 'p') THEN 'ALTER TABLE ' || {Name} || ' ALTER ' || quote_ident(a.attname) || ' SET STORAGE ' || CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END,
                  'ALTER TABLE ' || {Name} || ' ALTER ' || quote_ident(a.attname) || ' SET STATISTICS ' || nullif(a.attstattarget, -1), 'ALTER TABLE ' || {Name} || ' ALTER ' || quote_ident(a.attname) || ' SET (' || {PostgreSqlCatalog.ColumnOptions} || ')',
                  'ALTER TABLE ' || {Name} || ' ALTER ' || quote_ident(a.attname) || ' SET COMPRESSION ' || CASE {Since(14, "a.attcompression::text")} WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END), '')
              FROM tables c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
                LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            UNION ALL SELECT CASE k.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique constraint' WHEN 'f' THEN 'foreign key' WHEN 'c' THEN 'check constraint' WHEN 'n' THEN 'not-null constraint' ELSE 'exclusion constraint' END,
                c.nspname, c.relname, k.conname, concat_ws(E'\n', pg_get_constraintdef(k.oid), 'comment: ' || obj_description(k.oid, 'pg_constraint'),
                CASE WHEN x.indisclustered THEN 'clustered' END, CASE WHEN x.indisreplident THEN 'replica identity' END,
                'tablespace: ' || (SELECT s.spcname FROM pg_class i JOIN pg_tablespace s ON s.oid = i.reltablespace WHERE i.oid = k.conindid AND k.contype IN ('p', 'u', 'x'))),
                'COMMENT ON CONSTRAINT ' || quote_ident(k.conname) || ' ON ' || {Name} || ' IS ' || quote_literal(obj_description(k.oid, 'pg_constraint'))
              FROM tables c JOIN pg_constraint k ON k.conrelid = c.oid LEFT JOIN pg_index x ON x.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x') WHERE k.contype <> 't'
            UNION ALL SELECT 'index', c.nspname, c.relname, i.relname, concat_ws(E'\n', pg_get_indexdef(i.oid), CASE WHEN NOT x.indisvalid THEN 'invalid' END, CASE WHEN x.indisclustered THEN 'clustered' END,
                CASE WHEN x.indisreplident THEN 'replica identity' END, 'comment: ' || obj_description(i.oid, 'pg_class'), 'tablespace: ' || (SELECT spcname FROM pg_tablespace WHERE oid = i.reltablespace),
                'statistics: ' || (SELECT string_agg(a.attname || ' ' || a.attstattarget, ', ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = i.oid AND a.attstattarget >= 0)),
                'COMMENT ON INDEX ' || quote_ident(c.nspname) || '.' || quote_ident(i.relname) || ' IS ' || quote_literal(obj_description(i.oid, 'pg_class'))
              FROM tables c JOIN pg_index x ON x.indrelid = c.oid JOIN pg_class i ON i.oid = x.indexrelid
              WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.oid AND k.contype IN ('p', 'u', 'x'))
            UNION ALL SELECT 'trigger', c.nspname, c.relname, g.tgname, concat_ws(E'\n', pg_get_triggerdef(g.oid), CASE WHEN g.tgenabled <> 'O' THEN 'enabled: ' || g.tgenabled::text END, 'comment: ' || obj_description(g.oid, 'pg_trigger')),
                nullif(concat_ws('; ', CASE g.tgenabled WHEN 'A' THEN 'ALTER TABLE ' || {Name} || ' ENABLE ALWAYS TRIGGER ' || quote_ident(g.tgname) WHEN 'R' THEN 'ALTER TABLE ' || {Name} || ' ENABLE REPLICA TRIGGER ' || quote_ident(g.tgname) END,
                  'COMMENT ON TRIGGER ' || quote_ident(g.tgname) || ' ON ' || {Name} || ' IS ' || quote_literal(obj_description(g.oid, 'pg_trigger'))), '')
              FROM tables c JOIN pg_trigger g ON g.tgrelid = c.oid WHERE NOT g.tgisinternal
            UNION ALL SELECT 'rule', c.nspname, c.relname, r.rulename, concat_ws(E'\n', pg_get_ruledef(r.oid), CASE WHEN r.ev_enabled <> 'O' THEN 'enabled: ' || r.ev_enabled::text END), pg_get_ruledef(r.oid)
              FROM tables c JOIN pg_rewrite r ON r.ev_class = c.oid WHERE r.rulename <> '_RETURN'
            UNION ALL SELECT 'policy', c.nspname, c.relname, p.polname, concat_ws(E'\n', 'command: ' || p.polcmd::text, CASE WHEN NOT p.polpermissive THEN 'restrictive' END,
                'roles: ' || array_to_string(p.polroles::regrole[], ', '), 'using: ' || pg_get_expr(p.polqual, c.oid), 'check: ' || pg_get_expr(p.polwithcheck, c.oid)),
                'CREATE POLICY ' || quote_ident(p.polname) || ' ON ' || {Name} || CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END
                  || CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE' WHEN 'd' THEN ' FOR DELETE' ELSE '' END
                  || CASE WHEN p.polroles = ARRAY[0::oid] THEN '' ELSE ' TO ' || array_to_string(p.polroles::regrole[], ', ') END
                  || coalesce(' USING (' || pg_get_expr(p.polqual, c.oid) || ')', '') || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, c.oid) || ')', '')
              FROM tables c JOIN pg_policy p ON p.polrelid = c.oid
            UNION ALL SELECT 'statistics', s.nspname, x.stxname, NULL, pg_get_statisticsobjdef(x.oid), pg_get_statisticsobjdef(x.oid) FROM pg_statistic_ext x JOIN space s ON s.oid = x.stxnamespace
            UNION ALL SELECT 'sequence', c.nspname, c.relname, NULL, concat_ws(E'\n', 'type: ' || format_type(q.seqtypid, NULL), 'start: ' || q.seqstart, 'increment: ' || q.seqincrement, 'minimum: ' || q.seqmin, 'maximum: ' || q.seqmax,
                'cache: ' || q.seqcache, CASE WHEN q.seqcycle THEN 'cycle' END, CASE WHEN c.relpersistence <> 'p' THEN 'persistence: ' || c.relpersistence::text END,
                'owned by: ' || (SELECT d.refobjid::regclass || '.' || a.attname FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0),
                'comment: ' || obj_description(c.oid, 'pg_class')),
                nullif(concat_ws('; ', 'COMMENT ON SEQUENCE ' || {Name} || ' IS ' || quote_literal(obj_description(c.oid, 'pg_class')),
                  (SELECT 'ALTER SEQUENCE ' || {Name} || ' OWNED BY ' || d.refobjid::regclass || '.' || quote_ident(a.attname) FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a' AND d.refobjsubid > 0)), '')
              FROM rel c JOIN pg_sequence q ON q.seqrelid = c.oid WHERE c.relkind = 'S'
            UNION ALL SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END, p.nspname, p.signature, NULL,
                concat_ws(E'\n', CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) ELSE format_type(p.prorettype, NULL) END, 'comment: ' || obj_description(p.oid, 'pg_proc')),
                'COMMENT ON ROUTINE ' || p.oid::regprocedure || ' IS ' || quote_literal(obj_description(p.oid, 'pg_proc'))
              FROM proc p
            UNION ALL SELECT 'privileges', c.nspname, c.relname, 'privileges', concat_ws(E'\n', 'owner: ' || pg_get_userbyid(c.relowner), (SELECT string_agg(i::text, E'\n' ORDER BY i::text) FROM unnest(c.relacl) i)), NULL FROM rel c
            UNION ALL SELECT 'privileges', p.nspname, p.signature, 'privileges', concat_ws(E'\n', 'owner: ' || pg_get_userbyid(p.proowner), (SELECT string_agg(i::text, E'\n' ORDER BY i::text) FROM unnest(p.proacl) i)), NULL FROM proc p
            UNION ALL SELECT 'privileges', c.nspname, c.relname, a.attname, (SELECT string_agg(i::text, E'\n' ORDER BY i::text) FROM unnest(a.attacl) i), NULL
              FROM tables c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped WHERE a.attacl IS NOT NULL
            UNION ALL SELECT 'event trigger', NULL, evtname, NULL, concat_ws(E'\n', evtevent, evtfoid::regproc::text, evtenabled::text, array_to_string(evttags, ', ')), NULL FROM pg_event_trigger
            UNION ALL SELECT 'database', NULL, 'settings', NULL, (SELECT string_agg(array_to_string(setconfig, E'\n'), E'\n') FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = current_database()), NULL
            """;
    }

    /// <summary>The name of a relation <c>c</c> as it stands in SQL.</summary>
    const string Name = "quote_ident(c.nspname) || '.' || quote_ident(c.relname)";

    /// <summary>Types that stand by themselves: enums, domains, composites and ranges.</summary>
    const string Types = """
        SELECT 'type', s.nspname, t.typname, NULL, x.body || coalesce(E'\ncomment: ' || obj_description(t.oid, 'pg_type'), ''), 'CREATE ' || CASE WHEN t.typtype = 'd' THEN 'DOMAIN ' ELSE 'TYPE ' END || quote_ident(s.nspname) || '.' || quote_ident(t.typname) || ' AS ' || x.body
          FROM pg_type t JOIN space s ON s.oid = t.typnamespace LEFT JOIN pg_class r ON r.oid = t.typrelid
            CROSS JOIN LATERAL (SELECT CASE t.typtype
              WHEN 'e' THEN 'ENUM (' || coalesce((SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), '') || ')'
              WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) || coalesce((SELECT ' COLLATE ' || l.oid::regcollation FROM pg_collation l, pg_type b WHERE l.oid = t.typcollation AND b.oid = t.typbasetype AND b.typcollation <> l.oid), '')
                || coalesce(' DEFAULT ' || t.typdefault, '') || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END
                || coalesce((SELECT string_agg(' CONSTRAINT ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid), '' ORDER BY k.conname) FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'), '')
              WHEN 'r' THEN 'RANGE (SUBTYPE = ' || (SELECT format_type(g.rngsubtype, NULL) FROM pg_range g WHERE g.rngtypid = t.oid) || ')'
              ELSE '(' || coalesce((SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '') || ')'
              END AS body) x
          WHERE (t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'c' AND r.relkind = 'c')) AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
        """;
}
