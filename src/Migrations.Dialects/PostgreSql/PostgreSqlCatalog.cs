using System.Globalization;

namespace Migrations.Dialects.PostgreSql;

/// <summary>
/// The questions to the catalogue: one that finds objects by name, then one per kind for all that were found. What a version does not have is answered by a constant.
/// Names that the server writes are quoted where they have to be, and carry their schema unless the search path finds them without.
/// </summary>
/// <param name="version">The server's major version.</param>
sealed class PostgreSqlCatalog(int version)
{
    /// <summary>
    /// The options of the column <c>a</c> as SET takes them; NULL where there are none. Since the minor versions of November 2026 (15.20) the server keeps a version of its own
    /// among them, which nobody may set, and pg_dump leaves out.
    /// </summary>
    internal const string ColumnOptions = "nullif(array_to_string(ARRAY(SELECT o FROM unnest(a.attoptions) o WHERE left(o, 10) <> 'pg_attver='), ', '), '')";

    string Since(int first, string expression, string otherwise) => version >= first ? expression : otherwise;

    /// <summary>
    /// Finds objects: oid, kind, schema, name. Tables come with the tables whose foreign keys point at them and with the sequences that their columns own.
    /// </summary>
    /// <param name="wanted"><c>(kind, schema, name)</c> rows of a VALUES list: kinds <c>T</c>, <c>V</c>, <c>S</c>, <c>I</c>, <c>G</c> for a trigger; a null schema is the default one.</param>
    public static string ByName(string wanted) => $"""
        WITH wanted(kind, space, name) AS (VALUES {wanted}),
        found AS (
          SELECT c.oid, c.relkind FROM wanted w JOIN pg_namespace n ON n.nspname = coalesce(w.space, current_schema()::text)
            JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
            WHERE CASE w.kind WHEN 'T' THEN c.relkind IN ('r', 'p', 'f') WHEN 'V' THEN c.relkind IN ('v', 'm') WHEN 'S' THEN c.relkind = 'S' ELSE false END
          UNION SELECT t.oid, t.relkind FROM wanted w JOIN pg_namespace n ON n.nspname = coalesce(w.space, current_schema()::text)
            JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.name AND c.relkind IN ('i', 'I') JOIN pg_index i ON i.indexrelid = c.oid JOIN pg_class t ON t.oid = i.indrelid
            WHERE w.kind = 'I' AND t.relkind IN ('r', 'p')
          UNION SELECT t.oid, t.relkind FROM wanted w JOIN pg_namespace n ON n.nspname = coalesce(w.space, current_schema()::text)
            JOIN pg_class t ON t.relnamespace = n.oid AND t.relkind IN ('r', 'p', 'f') JOIN pg_trigger g ON g.tgrelid = t.oid AND g.tgname = w.name AND NOT g.tgisinternal WHERE w.kind = 'G'),
        tables AS (
          SELECT oid FROM found WHERE relkind IN ('r', 'p', 'f')
          UNION SELECT f.conrelid FROM found t JOIN pg_constraint f ON f.confrelid = t.oid AND f.contype = 'f'),
        related AS (
          SELECT oid FROM found UNION SELECT oid FROM tables
          UNION SELECT d.objid FROM tables t JOIN pg_depend d ON d.refobjid = t.oid AND d.refclassid = 'pg_class'::regclass AND d.classid = 'pg_class'::regclass AND d.deptype = 'a' AND d.refobjsubid > 0
            JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S')
        SELECT c.oid::text, c.relkind::text, n.nspname::text, c.relname::text FROM related JOIN pg_class c USING (oid) JOIN pg_namespace n ON n.oid = c.relnamespace
        """;

    /// <summary>Finds everything in the default schema but what belongs to an extension or is a part of something else.</summary>
    public const string Everything = """
        SELECT c.oid::text, c.relkind::text, n.nspname::text, c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
          AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
            AND (d.deptype = 'e' OR (d.deptype = 'i' AND c.relkind = 'S')))
        """;

    /// <summary>oid, remarks, tablespace, options.</summary>
    public static string Tables(string oids) => $"""
        SELECT c.oid::text, obj_description(c.oid, 'pg_class'), s.spcname::text,
          nullif(concat_ws('; ',
            CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED' WHEN 't' THEN 'TEMPORARY' END,
            (SELECT 'FOREIGN TABLE SERVER ' || quote_ident(v.srvname) || coalesce(' OPTIONS (' || (SELECT string_agg(quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), ', ') FROM pg_options_to_table(f.ftoptions) o) || ')', '')
              FROM pg_foreign_table f JOIN pg_foreign_server v ON v.oid = f.ftserver WHERE f.ftrelid = c.oid),
            'PARTITION BY ' || pg_get_partkeydef(c.oid),
            (SELECT 'INHERITS (' || string_agg(quote_ident(pn.nspname) || '.' || quote_ident(p.relname), ', ' ORDER BY i.inhseqno) || ')'
              FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = c.oid AND NOT c.relispartition),
            'USING ' || nullif(a.amname, 'heap'),
            'WITH (' || array_to_string(c.reloptions, ', ') || ')',
            (SELECT 'ATTACH ' || quote_ident(pn.nspname) || '.' || quote_ident(p.relname) || ' ' || pg_get_expr(c.relpartbound, c.oid)
              FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = c.oid AND c.relispartition)), '')
        FROM pg_class c LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace LEFT JOIN pg_am a ON a.oid = c.relam AND c.relkind = 'r'
        WHERE c.oid IN ({oids})
        """;

    /// <summary>table, number, name, type, not null, its constraint's name, default, generated, identity, collation, remarks, settings, sequence (schema, name, owned), numbering.</summary>
    public string Columns(string oids) => $"""
        WITH owned AS (
          SELECT o.refobjid AS relation, o.refobjsubid AS number, o.objid AS sequence, o.deptype FROM pg_depend o JOIN pg_class s ON s.oid = o.objid AND s.relkind = 'S'
          WHERE o.classid = 'pg_class'::regclass AND o.refclassid = 'pg_class'::regclass AND o.refobjid IN ({oids}) AND o.refobjsubid > 0 AND o.deptype IN ('a', 'i')),
        read AS (
          -- the sequence of an identity column, or the one that the default reads
          SELECT relation, number, sequence, false AS owned FROM owned WHERE deptype = 'i'
          UNION ALL SELECT DISTINCT ON (d.adrelid, d.adnum) d.adrelid, d.adnum::int, r.refobjid, o.sequence IS NOT NULL
          FROM pg_attrdef d JOIN pg_depend r ON r.classid = 'pg_attrdef'::regclass AND r.objid = d.oid AND r.refclassid = 'pg_class'::regclass JOIN pg_class s ON s.oid = r.refobjid AND s.relkind = 'S'
            LEFT JOIN owned o ON o.relation = d.adrelid AND o.number = d.adnum AND o.sequence = r.refobjid AND o.deptype = 'a'
          WHERE d.adrelid IN ({oids}))
        SELECT a.attrelid::text, a.attnum::text, a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnotnull,
          {Since(18, "(SELECT nullif(k.conname::text, left(c.relname || '_' || a.attname || '_not_null', 63)) FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'n' AND k.conkey[1] = a.attnum)", "NULL")},
          pg_get_expr(d.adbin, d.adrelid), a.attgenerated::text, a.attidentity::text,
          CASE WHEN a.attcollation <> t.typcollation AND a.attcollation <> 0 THEN
            CASE WHEN pg_collation_is_visible(l.oid) THEN '' ELSE quote_ident(ln.nspname) || '.' END || '"' || replace(l.collname, '"', '""') || '"' END,
          col_description(c.oid, a.attnum),
          nullif(concat_ws('; ',
            CASE WHEN a.attstorage <> t.typstorage THEN 'SET STORAGE ' || CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END,
            {Since(14, "'SET COMPRESSION ' || CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END", "NULL")},
            CASE WHEN a.attstattarget >= 0 THEN 'SET STATISTICS ' || a.attstattarget END,
            'SET (' || {ColumnOptions} || ')'), ''),
          qn.nspname::text, q.relname::text, read.owned,
          s.seqstart::text, s.seqincrement::text, s.seqmin::text, s.seqmax::text, s.seqcache::text, s.seqcycle, format_type(s.seqtypid, NULL)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          LEFT JOIN pg_collation l ON l.oid = a.attcollation LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace
          LEFT JOIN read ON read.relation = a.attrelid AND read.number = a.attnum LEFT JOIN pg_class q ON q.oid = read.sequence
          LEFT JOIN pg_namespace qn ON qn.oid = q.relnamespace LEFT JOIN pg_sequence s ON s.seqrelid = q.oid
        WHERE a.attrelid IN ({oids}) AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attrelid, a.attnum
        """;

    /// <summary>table, kind, name, definition, columns, referenced schema, table and columns, actions, deferrable, deferred, validated, clustered, tablespace. What a partition has from its parent is left out.</summary>
    public static string Constraints(string oids) => $"""
        SELECT k.conrelid::text, k.contype::text, k.conname::text, pg_get_constraintdef(k.oid),
          (SELECT json_agg(a.attname ORDER BY u.place)::text FROM unnest(k.conkey) WITH ORDINALITY u(number, place) JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number),
          rn.nspname::text, r.relname::text,
          (SELECT json_agg(a.attname ORDER BY u.place)::text FROM unnest(k.confkey) WITH ORDINALITY u(number, place) JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number),
          k.confdeltype::text, k.confupdtype::text, k.condeferrable, k.condeferred, k.convalidated, i.indisclustered, s.spcname::text,
          CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END
        FROM pg_constraint k LEFT JOIN pg_class r ON r.oid = k.confrelid LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
          LEFT JOIN pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x') LEFT JOIN pg_class ic ON ic.oid = i.indexrelid LEFT JOIN pg_tablespace s ON s.oid = ic.reltablespace
        WHERE k.conrelid IN ({oids}) AND k.contype IN ('p', 'u', 'f', 'c', 'x') AND k.conparentid = 0 AND k.coninhcount = 0
        ORDER BY k.conrelid, k.conname
        """;

    /// <summary>
    /// table, name, unique, method, columns, condition, clustered, valid, tablespace, definition, whether the other fields say all that the definition says.
    /// </summary>
    public static string Indexes(string oids) => $"""
        SELECT x.table_oid, x.name, x.uniq, x.method, x.parts, x.condition, x.clustered, x.valid, x.tablespace, x.definition, x.definition = x.expected
        FROM (SELECT i.indrelid::text AS table_oid, ic.relname::text AS name, i.indisunique AS uniq, am.amname::text AS method, p.parts::text AS parts, pg_get_expr(i.indpred, i.indrelid) AS condition,
            i.indisclustered AS clustered, i.indisvalid AS valid, s.spcname::text AS tablespace, pg_get_indexdef(i.indexrelid) AS definition,
            'CREATE ' || CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END || 'INDEX ' || quote_ident(ic.relname) || ' ON ' || quote_ident(n.nspname) || '.' || quote_ident(t.relname) || ' USING ' || quote_ident(am.amname)
              || ' (' || p.written || ')' || coalesce(' WHERE ' || pg_get_expr(i.indpred, i.indrelid), '') AS expected
          FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_am am ON am.oid = ic.relam JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
            LEFT JOIN pg_tablespace s ON s.oid = ic.reltablespace
            CROSS JOIN LATERAL (
              SELECT json_agg(json_build_array(coalesce(a.attname, pg_get_indexdef(i.indexrelid, u.place::int, false)), (i.indoption[u.place - 1] & 1) = 1, u.number = 0) ORDER BY u.place) AS parts,
                string_agg(pg_get_indexdef(i.indexrelid, u.place::int, false) || CASE WHEN (i.indoption[u.place - 1] & 1) = 1 THEN ' DESC' ELSE '' END, ', ' ORDER BY u.place) AS written
              FROM unnest(i.indkey::int2[]) WITH ORDINALITY u(number, place) LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.number AND u.number > 0
              WHERE u.place <= i.indnkeyatts) p
          WHERE i.indrelid IN ({oids})
            AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
            AND NOT EXISTS (SELECT 1 FROM pg_inherits h WHERE h.inhrelid = i.indexrelid)) x
        ORDER BY x.table_oid, x.name
        """;

    /// <summary>table, name, definition, switched off. What a partition has from its parent is left out.</summary>
    public string Triggers(string oids) => $"""
        SELECT g.tgrelid::text, g.tgname::text, pg_get_triggerdef(g.oid), g.tgenabled = 'D' FROM pg_trigger g
        WHERE g.tgrelid IN ({oids}) AND NOT g.tgisinternal{Since(13, " AND g.tgparentid = 0", "")}
        ORDER BY g.tgrelid, g.tgname
        """;

    /// <summary>
    /// Sizes: which of the wanted, rows, bytes of the table with what is stored beside it, bytes of its indexes, whether it may be looked into. A partitioned table is the sum of
    /// its partitions. Rows are estimated as the server's own planner does: its last count put in proportion to the pages that there are now, or, before the first count,
    /// from the width of the columns.
    /// </summary>
    /// <param name="wanted"><c>(number, schema, name)</c> rows of a VALUES list; a null schema is the default one.</param>
    /// <param name="largestProbed">A table with more bytes is not to be looked into.</param>
    public static string Sizes(string wanted, long largestProbed) => string.Create(CultureInfo.InvariantCulture, $"""
        WITH wanted(number, space, name) AS (VALUES {wanted}),
        parts AS (
          SELECT w.number, c.oid AS root, c.oid FROM wanted w JOIN pg_namespace n ON n.nspname = coalesce(w.space, current_schema()::text)
            JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.name AND c.relkind IN ('r', 'p', 'm')
          UNION SELECT p.number, p.root, t.relid::oid FROM (
            SELECT w.number, c.oid AS root FROM wanted w JOIN pg_namespace n ON n.nspname = coalesce(w.space, current_schema()::text)
              JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.name AND c.relkind = 'p') p CROSS JOIN LATERAL pg_partition_tree(p.root) t),
        sizes AS (
          SELECT p.number, p.root, c.reltuples, c.relpages, pg_relation_size(c.oid) AS main, pg_table_size(c.oid) AS bytes, pg_indexes_size(c.oid) AS indexes,
            (SELECT sum(CASE WHEN t.typlen > 0 THEN t.typlen WHEN a.atttypmod < 4 THEN 32 WHEN t.typname = 'bpchar' OR a.atttypmod <= 36 THEN a.atttypmod WHEN a.atttypmod < 1004 THEN 32 + (a.atttypmod - 36) / 2 ELSE 516 END)
              FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS width
          FROM parts p JOIN pg_class c ON c.oid = p.oid),
        uses AS (
          SELECT p.number, extract(epoch FROM now() - min(a.xact_start))::float8 AS seconds
          FROM parts p JOIN pg_locks l ON l.locktype = 'relation' AND l.relation = p.oid AND l.granted AND l.pid <> pg_backend_pid()
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) JOIN pg_stat_activity a ON a.pid = l.pid
          GROUP BY p.number)
        SELECT number, sum(CASE WHEN main = 0 THEN 0 WHEN relpages > 0 AND reltuples >= 0 THEN reltuples / relpages ELSE greatest(8168 / (width + 28), 1) END * main / 8192)::bigint,
          sum(bytes)::bigint, sum(indexes)::bigint, sum(main) <= {largestProbed} AND has_table_privilege(root, 'SELECT') AND NOT row_security_active(root),
          (SELECT u.seconds FROM uses u WHERE u.number = sizes.number)
        FROM sizes GROUP BY number, root
        """);

    /// <summary>oid, materialized, definition, options, remarks.</summary>
    public static string Views(string oids) => $"""
        SELECT c.oid::text, c.relkind = 'm', pg_get_viewdef(c.oid), array_to_string(c.reloptions, ', '), obj_description(c.oid, 'pg_class'), quote_ident(n.nspname) || '.' || quote_ident(c.relname)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid IN ({oids})
        """;

    /// <summary>oid, type, start, step, lowest, highest, cache, cycle.</summary>
    public static string Sequences(string oids) => $"""
        SELECT s.seqrelid::text, format_type(s.seqtypid, NULL), s.seqstart::text, s.seqincrement::text, s.seqmin::text, s.seqmax::text, s.seqcache::text, s.seqcycle
        FROM pg_sequence s WHERE s.seqrelid IN ({oids})
        """;

    /// <summary>Procedures and functions of some names: schema, name, whether a procedure, types of the arguments that go in, definition.</summary>
    /// <param name="wanted"><c>(schema, name)</c> rows of a VALUES list; a null schema is the default one.</param>
    public static string Programs(string wanted) => $"""
        {ProgramColumns}
        WHERE p.prokind IN ('p', 'f', 'w') AND (n.nspname, p.proname) IN (SELECT coalesce(w.space, current_schema()::text), w.name FROM (VALUES {wanted}) w(space, name))
        """;

    /// <summary>All procedures and functions of the default schema but those of an extension: columns as of <see cref="Programs"/>.</summary>
    public const string AllPrograms = $"""
        {ProgramColumns}
        WHERE p.prokind IN ('p', 'f', 'w') AND n.nspname = current_schema() AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
        """;

    const string ProgramColumns = """
        SELECT n.nspname::text, p.proname::text, p.prokind = 'p',
          (SELECT json_agg(format_type(a.type, NULL) ORDER BY a.place)::text FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY a(type, place)), pg_get_functiondef(p.oid)
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        """;
}
