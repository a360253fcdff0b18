using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>A table as people see it: plain text, secrets masked.</summary>
/// <param name="Name">Its name with its schema.</param>
/// <param name="Columns">Its columns in order.</param>
/// <param name="ForeignKeys">Its foreign keys.</param>
/// <param name="Others">Its other constraints, its indexes and triggers, a line each.</param>
sealed record TableShape(string Name, ImmutableArray<ColumnShape> Columns, ImmutableArray<ForeignKeyShape> ForeignKeys, ImmutableArray<string> Others)
{
    /// <summary>The shape of a table in the model.</summary>
    public static TableShape Of(Table table, StringComparer names, SecretMask secrets)
    {
        bool In(ImmutableArray<string>? columns, Column column) => columns?.Contains(column.Name, names) == true;
        return new(table.Name.ToString(),
            [.. table.Columns.Select(c => new ColumnShape(c.Name, c.Type.Text, secrets.Mask(Details(c)), In(table.PrimaryKey?.Columns, c), table.ForeignKeys.Any(f => In(f.Columns, c))))],
            [.. table.ForeignKeys.Select(f => new ForeignKeyShape(f.Name, string.Join(", ", f.Columns), f.ReferencedTable.ToString(), string.Join(", ", f.ReferencedColumns)))],
            [.. OthersOf(table).Select(secrets.Mask)]);
    }

    static string Details(Column column)
    {
        var parts = new List<string>();
        if (!column.Nullable)
            parts.Add("not null");
        if (column.Identity is not null)
            parts.Add("identity");
        if (column.Generated is { } generated)
            parts.Add($"generated {generated}");
        if (column.Default is { } value)
            parts.Add($"default {TextOf(value)}");
        return string.Join(" ", parts);
    }

    static IEnumerable<string> OthersOf(Table table)
    {
        foreach (var unique in table.UniqueConstraints)
            yield return $"unique {Named(unique.Name)}({string.Join(", ", unique.Columns)})";
        foreach (var check in table.Checks)
            yield return $"check {Named(check.Name)}{check.Expression}";
        foreach (var index in table.Indexes)
            yield return $"{(index.Unique ? "unique index" : "index")} {index.Name} ({string.Join(", ", index.Columns.Select(c => c.Descending ? $"{c.Name} desc" : c.Name))})";
        foreach (var trigger in table.Triggers)
            yield return $"trigger {trigger.Name}";
    }

    static string Named(string? name) => name is null ? "" : $"{name} ";

    /// <summary>For people: no dialect's literal.</summary>
    static string TextOf(SqlValue value) => value switch
    {
        NullValue => "null",
        StringValue text => $"'{text.Text}'",
        NumberValue number => number.Text,
        BooleanValue truth => truth.Value ? "true" : "false",
        DateValue date => date.Text,
        ExpressionValue expression => expression.Sql,
        SequenceNextValue next => $"next of {next.Sequence}",
        _ => "…",
    };
}

/// <summary>A column as people see it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Details">What else is said of it: <c>not null default 0</c>.</param>
/// <param name="IsKey">Whether it is of the primary key.</param>
/// <param name="IsForeignKey">Whether it is of a foreign key.</param>
sealed record ColumnShape(string Name, string Type, string Details, bool IsKey, bool IsForeignKey);

/// <summary>A foreign key as people see it.</summary>
sealed record ForeignKeyShape(string? Name, string Columns, string ReferencedTable, string ReferencedColumns);
