using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Changes;

/// <summary>What a change is lowered with: the database's dialect, the schema before it, and what its change set says of names, files and properties.</summary>
public sealed record LoweringContext
{
    /// <summary>The database.</summary>
    public required SqlDialect Dialect { get; init; }

    /// <summary>The schema before the change.</summary>
    public required SchemaModel Schema { get; init; }

    /// <summary>How the change set wants names quoted.</summary>
    public QuotingStrategy QuotingStrategy { get; init; }

    /// <summary>The files and properties that the change set sees.</summary>
    public required IChangeResources Resources { get; init; }

    /// <summary>
    /// The client of the database that runs the SQL of the change set's author (<c>runWith</c>), and the file for what it says; null where it is sent over the connection,
    /// as everything that is not written as SQL.
    /// </summary>
    public (string Name, string? SpoolFile)? Client { get; init; }

    /// <summary>Gets what Liquibase accepts in silence.</summary>
    public required ICollection<MigrationFinding> Findings { get; init; }

    /// <summary>Where the change stands that is lowered.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>Where nodes stand that have a place of their own within the change: the statements of a script.</summary>
    readonly Dictionary<SqlNode, SourceSpan> places = new(ReferenceEqualityComparer.Instance);

    /// <summary>Says where a node stands.</summary>
    internal void Place(SqlNode node, SourceSpan place) => places[node] = place;

    /// <summary>Where a node stands that the change has been lowered to.</summary>
    internal SourceSpan PlaceOf(SqlNode node) => places.GetValueOrDefault(node, Span);

    /// <summary>The resolved name of a table, view or sequence.</summary>
    /// <param name="catalog">The catalogue as written; null for the default.</param>
    /// <param name="schema">The schema as written; null for the default.</param>
    /// <param name="name">The name as written.</param>
    public ObjectName Name(string? catalog, string? schema, string name) => Dialect.Resolve(catalog, schema, name, QuotingStrategy);

    /// <summary>The resolved name of what has no schema of its own: a column, a constraint, an index.</summary>
    public string Fold(string name) => Dialect.Fold(name, QuotingStrategy);

    /// <summary>The resolved name, where one is written.</summary>
    public string? FoldOrNull(string? name) => string.IsNullOrEmpty(name) ? null : Fold(name);

    /// <summary>The resolved names of a list such as <c>a, b</c>.</summary>
    public ImmutableArray<string> FoldList(string names) =>
        [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Fold)];

    /// <summary>The database's type for a type as written.</summary>
    /// <param name="declared">The type as written.</param>
    /// <param name="autoIncrement">Whether the database numbers the column.</param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidValue"/>: its parentheses or quotes do not match.</exception>
    public SqlType Type(string declared, bool autoIncrement = false) => Dialect.MapType(TypeText.Read(declared, this), autoIncrement);

    /// <summary>The constraint with the name that the database, or Liquibase, gives one without a name.</summary>
    public T Named<T>(ObjectName table, T constraint) where T : TableConstraint =>
        constraint.Name is null ? constraint with { Name = Dialect.DefaultConstraintName(table, constraint) } : constraint;

    /// <summary>
    /// The column before an alteration: what is known of it. Where nothing is known it is needed only on databases that restate the whole column.
    /// </summary>
    /// <exception cref="UnknownObjectException">The table has to be inspected first.</exception>
    /// <exception cref="MigrationException">The table or the column does not exist.</exception>
    public Column? ColumnBefore(ObjectName table, string column) =>
        Dialect.Features.AlterRestatesColumn || Schema.Find(table, out Table? _) != Presence.Unknown ? Schema.RequireColumn(table, column) : null;

    /// <summary>An alteration of a column.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column's resolved name.</param>
    /// <param name="changed">What changes.</param>
    /// <param name="change">Makes the change; applied to a column of which only the name is known where no more is.</param>
    public AlterColumn Alter(ObjectName table, string column, ColumnAspects changed, Func<Column, Column> change)
    {
        var before = ColumnBefore(table, column);
        return Restate(new(table, before, change(before ?? new Column(column, new SqlType(""))), changed));
    }

    /// <summary>An alteration of a column with a type as written, which becomes that of the column on databases that restate the whole of it.</summary>
    public AlterColumn Alter(ObjectName table, string column, ColumnAspects changed, string? declaredType, Func<Column, Column> change)
    {
        var node = Alter(table, column, changed, change);
        if (!Dialect.Features.AlterRestatesColumn || string.IsNullOrEmpty(declaredType) || node.Before is null)
            return node;
        var type = Type(declaredType);
        return type == node.Before.Type ? node : Restate(node with { After = node.After with { Type = type }, Changed = node.Changed | ColumnAspects.Type });
    }

    /// <summary>What Liquibase's own statement leaves of the column: on databases that restate it, only what the change says. The plan says what is lost.</summary>
    AlterColumn Restate(AlterColumn node)
    {
        var restates = (node.Changed & (ColumnAspects.Type | ColumnAspects.Nullable | ColumnAspects.Identity)) != 0;
        if (node.Before is not { Generated: null } || !restates || Dialect.Features.RestatementLoss == RestatementLoss.Nothing)
            return node;
        var inKey = Schema.TableOrNull(node.Table)?.PrimaryKey?.Columns.Contains(node.After.Name, Schema.Names) == true;
        var nullable = node.Changed.HasFlag(ColumnAspects.Nullable) || (Dialect.Features.RestatementLoss == RestatementLoss.Nullability && !node.Changed.HasFlag(ColumnAspects.Type))
            ? node.After.Nullable
            : !inKey;
        var left = Dialect.Features.RestatementLoss == RestatementLoss.Nullability
            ? node.After with { Nullable = nullable }
            : Dialect.Normalize(new Column(node.After.Name, node.After.Type)
            {
                Nullable = nullable,
                Identity = node.Changed.HasFlag(ColumnAspects.Identity) ? node.After.Identity : null,
                Remarks = node.Changed.HasFlag(ColumnAspects.Remarks) ? node.After.Remarks : null,
            });
        var lost = Lost(node.After, left).ToList();
        if (lost.Count > 0)
        {
            Findings.Add(LanguageRule.LostByRestating.At(Span, $"as with Liquibase, {node.Table}.{node.After.Name} loses {string.Join(", ", lost.Select(l => l.What))} on {Dialect.DisplayName}",
                "State it again with a change of its own (addNotNullConstraint, addDefaultValue), or alter the column with 'sql'."));
        }
        return node with { After = left, Changed = lost.Aggregate(node.Changed, (changed, l) => changed | l.Aspect) };
    }

    static IEnumerable<(ColumnAspects Aspect, string What)> Lost(Column column, Column left)
    {
        if (!column.Nullable && left.Nullable)
            yield return (ColumnAspects.Nullable, "NOT NULL");
        if (column.Default is not null && left.Default is null)
            yield return (ColumnAspects.Default, "its default");
        if (column.Identity is not null && left.Identity is null)
            yield return (ColumnAspects.Identity, "its numbering");
        if (column.Remarks is not null && left.Remarks is null)
            yield return (ColumnAspects.Remarks, "its comment");
    }
}
