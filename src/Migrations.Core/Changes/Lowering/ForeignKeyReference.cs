using System.Collections.Immutable;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Changes;

/// <summary>What the constraints of a column point to.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">Its columns.</param>
sealed record ForeignKeyReference(ObjectName Table, ImmutableArray<string> Columns)
{
    /// <summary>Reads <c>references</c>, or the attributes that say the same; null where there are neither.</summary>
    /// <param name="constraints">The constraints of the column.</param>
    /// <param name="context">Resolves the names.</param>
    /// <param name="strategy">
    /// How the names in <c>references</c> are quoted: <c>createTable</c> of Liquibase puts them into SQL as they are written, <c>addColumn</c> quotes them as other names.
    /// </param>
    public static ForeignKeyReference? Read(ColumnConstraints constraints, LoweringContext context, QuotingStrategy strategy)
    {
        if (constraints.References is { } references)
            return Parse(references, constraints, context, strategy);
        if (constraints.ReferencedTableName is not { } table || constraints.ReferencedColumnNames is not { } columns)
            return null;
        return new(context.Name(constraints.ReferencedTableCatalogName, constraints.ReferencedTableSchemaName, table), context.FoldList(columns));
    }

    static ForeignKeyReference Parse(string references, ColumnConstraints constraints, LoweringContext context, QuotingStrategy strategy)
    {
        var open = references.IndexOf('(', StringComparison.Ordinal);
        var path = (open < 0 ? references : references[..open]).Split('.', StringSplitOptions.TrimEntries);
        if (path.Length > 3 || path.Contains(""))
        {
            throw new MigrationException(ErrorCode.InvalidValue, $"'references' is '{references}', which names no table.",
                "Write it as 'table(column)', or with a schema as 'schema.table(column)'.", constraints.Span);
        }
        var table = context.Dialect.Resolve(path.Length > 2 ? path[0] : null, path.Length > 1 ? path[^2] : null, path[^1], strategy);
        if (IsQuoted(path[^1]))
            table = table with { Name = Unquoted(path[^1]) };
        if (path.Length > 1 && IsQuoted(path[^2]))
            table = table with { Schema = Unquoted(path[^2]) };
        if (open < 0)
            return new(table, PrimaryKeyOf(table, context, constraints));
        var close = references.LastIndexOf(')');
        var inner = references[(open + 1)..(close > open ? close : references.Length)];
        return new(table, [.. inner.Split(',', StringSplitOptions.TrimEntries).Select(c => IsQuoted(c) ? Unquoted(c) : context.Dialect.Fold(c, strategy))]);
    }

    /// <summary>Without columns a reference means the primary key.</summary>
    static ImmutableArray<string> PrimaryKeyOf(ObjectName table, LoweringContext context, ColumnConstraints constraints) =>
        context.Schema.RequireTable(table).PrimaryKey?.Columns ?? throw new MigrationException(ErrorCode.InvalidValue,
            $"'references' names no column, and table {table} has no primary key.", "Write it as 'table(column)'.", constraints.Span);

    static bool IsQuoted(string name) => name is ['"', _, .., '"'] or ['[', _, .., ']'] or ['`', _, .., '`'];

    static string Unquoted(string name) => name[1..^1];
}
