using Migrations.Schema;

namespace Migrations.Dialects.SqlServer;

/// <summary>The queries of the catalogue views: a fixed number of them, however many objects are asked for.</summary>
sealed class SqlServerCatalog
{
    readonly string tables;
    readonly string views;
    readonly string sequences;
    readonly string programs;
    readonly string synonyms;
    readonly bool hasMasks;

    /// <summary>Makes the queries for some objects.</summary>
    /// <param name="keys">The objects; null for all of the default schema.</param>
    /// <param name="instance">The server.</param>
    public SqlServerCatalog(IReadOnlyCollection<ObjectKey>? keys, SqlServerInstance instance)
    {
        hasMasks = instance.EngineEdition == SqlServerInstance.AzureDatabase || instance.Version.Major >= 13;
        if (keys is null)
        {
            tables = views = sequences = programs = synonyms = "o.schema_id = SCHEMA_ID()";
            return;
        }
        var names = Names(keys, ObjectKind.Table);
        tables = $"""
            (o.name IN ({names})
            OR o.object_id IN (SELECT f.parent_object_id FROM sys.foreign_keys AS f JOIN sys.tables AS r ON r.object_id = f.referenced_object_id WHERE r.name IN ({names}))
            OR o.object_id IN (SELECT x.object_id FROM sys.indexes AS x WHERE x.name IN ({Names(keys, ObjectKind.Index)}))
            OR o.object_id IN (SELECT g.parent_id FROM sys.triggers AS g WHERE g.name IN ({Names(keys, ObjectKind.Trigger)})))
            """;
        views = $"o.name IN ({Names(keys, ObjectKind.View)})";
        sequences = $"o.name IN ({Names(keys, ObjectKind.Sequence)})";
        programs = $"o.name IN ({Names(keys, ObjectKind.Procedure, ObjectKind.Function)})";
        synonyms = $"o.name IN ({Names(keys, ObjectKind.Synonym)})";
    }

    // Names are compared by the catalogue itself, in its own collation; schemas are sorted out by the reader.
    static string Names(IEnumerable<ObjectKey> keys, params ObjectKind[] kinds)
    {
        var names = keys.Where(k => kinds.Contains(k.Kind)).Select(k => SqlServerValues.Unicode(k.Name.Name)).Distinct(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? "NULL" : string.Join(", ", names);
    }

    string InScope(string column) => $"{column} IN (SELECT o.object_id FROM sys.tables AS o WHERE o.is_ms_shipped = 0 AND {tables})";

    /// <summary>Tables: id, schema, name, file group or partition scheme (null for the default one), whether it is a scheme, partitioning column.</summary>
    public string Tables =>
        $"""
        SELECT o.object_id, SCHEMA_NAME(o.schema_id), o.name, CASE WHEN d.is_default = 1 THEN NULL ELSE d.name END, CASE WHEN d.type = 'PS' THEN 1 ELSE 0 END,
          (SELECT c.name FROM sys.index_columns AS p JOIN sys.columns AS c ON c.object_id = p.object_id AND c.column_id = p.column_id WHERE p.object_id = i.object_id AND p.index_id = i.index_id AND p.partition_ordinal = 1)
        FROM sys.tables AS o LEFT JOIN sys.indexes AS i ON i.object_id = o.object_id AND i.index_id IN (0, 1) LEFT JOIN sys.data_spaces AS d ON d.data_space_id = i.data_space_id
        WHERE o.is_ms_shipped = 0 AND {tables} ORDER BY o.object_id
        """;

    /// <summary>Columns: table, name, type, type's schema where it is the user's, length, precision, scale, nullable, collation, default's name and definition, seed, increment, expression, persisted, sparse, row guid, mask.</summary>
    public string Columns =>
        $"""
        SELECT c.object_id, c.name, t.name, CASE WHEN t.is_user_defined = 1 THEN SCHEMA_NAME(t.schema_id) END, c.max_length, c.precision, c.scale, c.is_nullable, c.collation_name,
          d.name, d.definition, CONVERT(nvarchar(40), n.seed_value), CONVERT(nvarchar(40), n.increment_value), x.definition, x.is_persisted, c.is_sparse, c.is_rowguidcol, {(hasMasks ? "m.masking_function" : "NULL")}
        FROM sys.columns AS c JOIN sys.types AS t ON t.user_type_id = c.user_type_id
          LEFT JOIN sys.default_constraints AS d ON d.object_id = c.default_object_id
          LEFT JOIN sys.identity_columns AS n ON n.object_id = c.object_id AND n.column_id = c.column_id
          LEFT JOIN sys.computed_columns AS x ON x.object_id = c.object_id AND x.column_id = c.column_id{(hasMasks ? "\n  LEFT JOIN sys.masked_columns AS m ON m.object_id = c.object_id AND m.column_id = c.column_id AND m.is_masked = 1" : "")}
        WHERE {InScope("c.object_id")} ORDER BY c.object_id, c.column_id
        """;

    /// <summary>
    /// Columns of keys and indexes: table, index id, name, type number, type in words, unique, primary key, unique constraint, filter, file group (null for the default one and for partition schemes),
    /// fill factor, padded, ignores duplicates, column, descending, included.
    /// </summary>
    public string Indexes =>
        $"""
        SELECT i.object_id, i.index_id, i.name, i.type, i.type_desc, i.is_unique, i.is_primary_key, i.is_unique_constraint, i.filter_definition,
          CASE WHEN d.is_default = 1 OR d.type <> 'FG' THEN NULL ELSE d.name END, i.fill_factor, i.is_padded, i.ignore_dup_key, c.name, k.is_descending_key, k.is_included_column
        FROM sys.indexes AS i JOIN sys.index_columns AS k ON k.object_id = i.object_id AND k.index_id = i.index_id JOIN sys.columns AS c ON c.object_id = k.object_id AND c.column_id = k.column_id
          LEFT JOIN sys.data_spaces AS d ON d.data_space_id = i.data_space_id
        WHERE i.is_hypothetical = 0 AND (k.key_ordinal > 0 OR k.is_included_column = 1 OR i.type > 2) AND {InScope("i.object_id")}
        ORDER BY i.object_id, i.index_id, k.is_included_column, k.key_ordinal, k.index_column_id
        """;

    /// <summary>Columns of foreign keys: table, name, column, referenced schema, table and column, on delete, on update, not checked.</summary>
    public string ForeignKeys =>
        $"""
        SELECT f.parent_object_id, f.name, c.name, SCHEMA_NAME(r.schema_id), r.name, q.name, f.delete_referential_action, f.update_referential_action, f.is_not_trusted
        FROM sys.foreign_keys AS f JOIN sys.foreign_key_columns AS k ON k.constraint_object_id = f.object_id JOIN sys.tables AS r ON r.object_id = f.referenced_object_id
          JOIN sys.columns AS c ON c.object_id = k.parent_object_id AND c.column_id = k.parent_column_id JOIN sys.columns AS q ON q.object_id = k.referenced_object_id AND q.column_id = k.referenced_column_id
        WHERE {InScope("f.parent_object_id")} ORDER BY f.parent_object_id, f.object_id, k.constraint_column_id
        """;

    /// <summary>Checks: table, name, definition, not checked, switched off.</summary>
    public string Checks =>
        $"SELECT k.parent_object_id, k.name, k.definition, k.is_not_trusted, k.is_disabled FROM sys.check_constraints AS k WHERE {InScope("k.parent_object_id")} ORDER BY k.parent_object_id, k.object_id";

    /// <summary>Triggers: table, name, definition (null where it is encrypted), switched off.</summary>
    public string Triggers =>
        $"SELECT g.parent_id, g.name, m.definition, g.is_disabled FROM sys.triggers AS g LEFT JOIN sys.sql_modules AS m ON m.object_id = g.object_id WHERE g.is_ms_shipped = 0 AND {InScope("g.parent_id")} ORDER BY g.parent_id, g.object_id";

    /// <summary>Comments: table or view, column's name (null for the object itself), text.</summary>
    public string Remarks =>
        $"""
        SELECT p.major_id, c.name, CONVERT(nvarchar(3750), p.value) FROM sys.extended_properties AS p LEFT JOIN sys.columns AS c ON c.object_id = p.major_id AND c.column_id = p.minor_id
        WHERE p.class = 1 AND p.name = N'{SqlServerScripts.RemarksProperty}' AND (p.minor_id = 0 OR c.name IS NOT NULL) AND ({InScope("p.major_id")} OR p.major_id IN (SELECT o.object_id FROM sys.views AS o WHERE {views}))
        """;

    /// <summary>Views: id, schema, name, definition (null where it is encrypted).</summary>
    public string Views =>
        $"SELECT o.object_id, SCHEMA_NAME(o.schema_id), o.name, m.definition FROM sys.views AS o LEFT JOIN sys.sql_modules AS m ON m.object_id = o.object_id WHERE o.is_ms_shipped = 0 AND {views} ORDER BY o.object_id";

    /// <summary>Sequences: schema, name, type, precision, start, increment, lowest, highest, cycles, cached, cache size.</summary>
    public string Sequences =>
        $"SELECT SCHEMA_NAME(o.schema_id), o.name, t.name, o.precision, CONVERT(nvarchar(40), o.start_value), CONVERT(nvarchar(40), o.increment), CONVERT(nvarchar(40), o.minimum_value), CONVERT(nvarchar(40), o.maximum_value), o.is_cycling, o.is_cached, o.cache_size FROM sys.sequences AS o JOIN sys.types AS t ON t.user_type_id = o.system_type_id WHERE {sequences} ORDER BY o.object_id";

    /// <summary>Procedures and functions: schema, name, kind (P, FN, IF, TF), definition (null where it is encrypted).</summary>
    public string Programs =>
        $"SELECT SCHEMA_NAME(o.schema_id), o.name, o.type, m.definition FROM sys.objects AS o LEFT JOIN sys.sql_modules AS m ON m.object_id = o.object_id WHERE o.type IN ('P', 'FN', 'IF', 'TF') AND o.is_ms_shipped = 0 AND {programs} ORDER BY o.object_id";

    /// <summary>Synonyms: schema, name, what they stand for.</summary>
    public string Synonyms => $"SELECT SCHEMA_NAME(o.schema_id), o.name, o.base_object_name FROM sys.synonyms AS o WHERE {synonyms} ORDER BY o.object_id";

    /// <summary>
    /// Sizes: which of the wanted, rows, bytes of the heap or clustered index with what is stored beside it, bytes of the other indexes, whether it may be looked into.
    /// From views that everybody may read who sees the table.
    /// </summary>
    /// <param name="wanted"><c>(number, schema, name)</c> rows of a VALUES list; a null schema is the default one.</param>
    public static string Sizes(string wanted) =>
        $"""
        SELECT w.number, SUM(CASE WHEN p.index_id < 2 AND a.type = 1 THEN p.rows ELSE 0 END), SUM(CASE WHEN p.index_id < 2 THEN a.used_pages ELSE 0 END) * 8192,
          SUM(CASE WHEN p.index_id < 2 THEN 0 ELSE a.used_pages END) * 8192, CASE WHEN SUM(CASE WHEN p.index_id < 2 AND a.type = 1 THEN p.rows ELSE 0 END) = 0 THEN 1 ELSE 0 END
        FROM (VALUES {wanted}) AS w(number, [schema], name) JOIN sys.tables AS o ON o.schema_id = CASE WHEN w.[schema] IS NULL THEN SCHEMA_ID() ELSE SCHEMA_ID(w.[schema]) END AND o.name = w.name
          JOIN sys.partitions AS p ON p.object_id = o.object_id JOIN sys.allocation_units AS a ON a.container_id = CASE WHEN a.type = 2 THEN p.partition_id ELSE p.hobt_id END
        GROUP BY w.number
        """;

    /// <summary>
    /// Which of the wanted tables open transactions of others hold a lock on, and for how many seconds the oldest is open. What a reader holds under READ COMMITTED is let
    /// go at once and not seen. It takes VIEW SERVER STATE (https://learn.microsoft.com/sql/relational-databases/system-dynamic-management-views/sys-dm-tran-locks-transact-sql).
    /// </summary>
    /// <param name="wanted">As of <see cref="Sizes"/>.</param>
    public static string Uses(string wanted) =>
        $"""
        SELECT w.number, MAX(DATEDIFF(SECOND, t.transaction_begin_time, GETDATE()))
        FROM (VALUES {wanted}) AS w(number, [schema], name) JOIN sys.tables AS o ON o.schema_id = CASE WHEN w.[schema] IS NULL THEN SCHEMA_ID() ELSE SCHEMA_ID(w.[schema]) END AND o.name = w.name
          JOIN sys.dm_tran_locks AS l ON l.resource_type = N'OBJECT' AND l.resource_database_id = DB_ID() AND l.resource_associated_entity_id = o.object_id
            AND l.request_status = N'GRANT' AND l.request_owner_type = N'TRANSACTION' AND l.request_session_id <> @@SPID
          JOIN sys.dm_tran_active_transactions AS t ON t.transaction_id = l.request_owner_id
        GROUP BY w.number
        """;

    /// <summary>Tables of a schema whose names equal one of these without regard to case, whatever the collation.</summary>
    public static string FindTables(string? schema, IEnumerable<string> names) =>
        $"SELECT t.name FROM sys.tables AS t WHERE t.schema_id = {(schema is null ? "SCHEMA_ID()" : $"SCHEMA_ID({SqlServerValues.Unicode(schema)})")} AND LOWER(t.name) IN ({string.Join(", ", names.Select(n => $"LOWER({SqlServerValues.Unicode(n)})"))}) ORDER BY t.name";
}
