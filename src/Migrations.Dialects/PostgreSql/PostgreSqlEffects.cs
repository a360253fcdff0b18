using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Dialects.PostgreSql;

/// <summary>
/// What steps leave behind in the catalogue: the shapes that they ask for, and what the server does besides
/// (follows a renamed column into checks and indexes, drops a sequence with its column).
/// </summary>
/// <param name="dialect">Names and quotes.</param>
/// <param name="shapes">What the catalogue makes of shapes.</param>
sealed partial class PostgreSqlEffects(PostgreSqlDialect dialect, PostgreSqlShapes shapes)
{
    /// <summary>The steps that a node takes on this database: numbering an existing column is a sequence and a default, as Liquibase makes it.</summary>
    public static IEnumerable<SqlNode> Adapt(SqlNode node, SchemaModel before)
    {
        if (node is AddColumn { Position: not null } add)
            return [add with { Position = null }];
        if (node is not AlterColumn alter || !alter.Changed.HasFlag(ColumnAspects.Identity))
            return [node];
        var was = Was(alter, before);
        if (was?.Identity is not null || (was is null && alter.After.Identity is null))
            return [node];
        var changed = alter.Changed & ~ColumnAspects.Identity;
        if (alter.After.Identity is { } identity)
        {
            var sequence = new Sequence(alter.Table.Sibling(PostgreSqlNames.Clip($"{alter.Table.Name}_{alter.After.Name}_seq", PostgreSqlNames.MaxBytes)))
            {
                StartValue = identity.StartWith,
                IncrementBy = identity.IncrementBy,
            };
            var numbered = (was ?? alter.After) with { Default = new SequenceNextValue(sequence.Name) { Owned = true }, Identity = null, Nullable = false };
            changed |= ColumnAspects.Default | ColumnAspects.Nullable;
            return [new CreateSequence(PostgreSqlShapes.Normalize(sequence)), alter with { Before = was, After = numbered, Changed = changed }];
        }
        return was!.Default is SequenceNextValue { Owned: true } next
            ? [alter with { Before = was, After = alter.After with { Default = null }, Changed = changed | ColumnAspects.Default }, new DropSequence(next.Sequence)]
            : changed == ColumnAspects.None ? [] : [alter with { Changed = changed }];
    }

    /// <summary>The column as it is: as the model has it, which may be another than when the step was made.</summary>
    static Column? Was(AlterColumn alter, SchemaModel before) => before.TableOrNull(alter.Table)?.Column(alter.After.Name, before.Names) ?? alter.Before;

    /// <summary>The alteration with the column before it where that is known, and the column after it as the catalogue will have it.</summary>
    public AlterColumn Complete(AlterColumn alter, SchemaModel before)
    {
        var was = Was(alter, before);
        var after = was is null ? alter.After : alter.Onto(was).After;
        if (alter.Changed.HasFlag(ColumnAspects.Type))
        {
            var (type, collation, notNull) = PostgreSqlShapes.Split(alter.After.Type);
            if (notNull)
                throw new MigrationException(ErrorCode.NotSupported, "NOT NULL behind a type is not supported by PostgreSQL when a column's type is changed", "Use addNotNullConstraint.");
            // A new type brings its own collation, unless another one is asked for.
            var asked = was is not null && alter.After.Collation != was.Collation ? alter.After.Collation : null;
            after = after with { Type = type, Collation = asked ?? collation };
        }
        if (alter.Changed.HasFlag(ColumnAspects.Default))
        {
            var value = PostgreSqlValues.Altered(alter.After.Default, was is null && !alter.Changed.HasFlag(ColumnAspects.Type) ? null : after.Type, shapes.Sequence);
            after = after with { Default = value, Options = Options(after.Options, value, before) };
        }
        return alter with { Before = was, After = after with { Identity = PostgreSqlShapes.Normalize(after.Identity), Remarks = PostgreSqlShapes.Text(after.Remarks) } };
    }

    /// <summary>A column that comes to own a sequence says how it numbers; one that owns none any more does not.</summary>
    static string? Options(string? options, SqlValue? value, SchemaModel before)
    {
        if (value is SequenceNextValue { Owned: true } next)
        {
            return before.Find(next.Sequence, out Sequence? sequence) == Presence.Known
                ? PostgreSqlClauses.WithSequence(options, PostgreSqlClauses.Sequence(sequence!).TrimStart())
                : options;
        }
        return PostgreSqlClauses.WithSequence(options, "");
    }

    /// <summary>The schema after a node.</summary>
    public SchemaModel Apply(SqlNode node, SchemaModel before)
    {
        var after = before;
        foreach (var step in Adapt(node, before))
            after = ApplyStep(step, after);
        return after;
    }

    SchemaModel ApplyStep(SqlNode node, SchemaModel before) => node switch
    {
        CreateTable create => WithOwnSequences(new CreateTable(shapes.Normalize(create.Table), create.IfNotExists).Apply(before), create.Table.Columns),
        AddColumn add => Added(add, before),
        AlterColumn alter => Complete(alter, before).Apply(before),
        AddConstraint add => Added(add, before),
        CreateIndex create => (create with { Index = PostgreSqlShapes.Normalize(create.Index) }).Apply(before),
        CreateView { View.Remarks: "" } create => (create with { View = create.View with { Remarks = null } }).Apply(before),
        CreateSequence create => before.Find(create.Sequence.Name, out Sequence? _) == Presence.Known ? before : before.With(PostgreSqlShapes.Normalize(create.Sequence)),
        DropSequence drop => Dropped(drop, before),
        AlterSequence alter => before.Find(alter.After.Name, out Sequence? sequence) == Presence.Known ? PostgreSqlShapes.WithStart(alter, sequence!).Apply(before) : before,
        SetTableRemarks { Remarks: "" } remarks => (remarks with { Remarks = null }).Apply(before),
        DropTable drop => Dropped(drop, before),
        DropColumn drop => WithoutOwnSequences(drop.Apply(before), before.TableOrNull(drop.Table)?.Columns.Where(c => c.Name == drop.Column)),
        RenameTable rename => Renamed(rename, before),
        RenameColumn rename => Renamed(rename, before),
        RenameObject rename => Renamed(rename, before),
        _ => node.Apply(before),
    };

    SchemaModel Added(AddColumn add, SchemaModel before)
    {
        var constraints = add.Constraints.Select(c => shapes.Named(add.Table, c)).ToImmutableArray();
        var column = shapes.Normalize(add.Column);
        if (constraints.OfType<PrimaryKey>().Any())
            column = column with { Nullable = false };
        return WithOwnSequences((add with { Column = column, Constraints = constraints }).Apply(before), [column]);
    }

    SchemaModel Added(AddConstraint add, SchemaModel before)
    {
        var index = add.Constraint is PrimaryKey { UsingIndex: { } first } ? first : add.Constraint is UniqueConstraint { UsingIndex: { } second } ? second : null;
        var after = (add with { Constraint = shapes.Named(add.Table, add.Constraint) }).Apply(before);
        return index is null ? after : after.Change(add.Table, t => t with { Indexes = t.Indexes.RemoveAll(i => i.Name == index) });
    }

    static SchemaModel WithOwnSequences(SchemaModel schema, IEnumerable<Column> columns)
    {
        foreach (var column in columns)
        {
            if (column.Default is SequenceNextValue { Owned: true } next && schema.Find(next.Sequence, out Sequence? _) != Presence.Known)
                schema = schema.With(PostgreSqlClauses.ReadSequence(next.Sequence, column.Options));
        }
        return schema;
    }

    static SchemaModel WithoutOwnSequences(SchemaModel schema, IEnumerable<Column>? columns) => (columns ?? [])
        .Select(c => c.Default).OfType<SequenceNextValue>().Where(n => n.Owned)
        .Aggregate(schema, (s, next) => s.Without(new(ObjectKind.Sequence, next.Sequence)));

    static SchemaModel Dropped(DropTable drop, SchemaModel before)
    {
        var after = WithoutOwnSequences(drop.Apply(before), before.TableOrNull(drop.Table)?.Columns);
        return drop.Cascade ? WithoutViewsOf(after, drop.Table.Name) : after;
    }

    static SchemaModel Dropped(DropSequence drop, SchemaModel before)
    {
        var after = drop.Apply(before);
        foreach (var table in before.Tables.Where(t => t.Columns.Any(Reads)).ToList())
            after = after.With(table with { Columns = [.. table.Columns.Select(c => Reads(c) ? c with { Default = null, Options = PostgreSqlClauses.WithSequence(c.Options, "") } : c)] });
        return after;

        bool Reads(Column column) => column.Default is SequenceNextValue next && before.SameName(next.Sequence, drop.Sequence);
    }

    /// <summary>Views follow what they read when it is renamed, and go with it when that is dropped with CASCADE: they have to be looked at again.</summary>
    static SchemaModel WithoutViewsOf(SchemaModel schema, string name)
    {
        var views = schema.Views.Where(v => ExpressionNames.Mentions(v.Query, name, schema.Names)).Select(v => new ObjectKey(ObjectKind.View, v.Name)).ToList();
        return views.Count == 0 ? schema : schema.Forget(views);
    }

    SchemaModel Renamed(RenameTable rename, SchemaModel before)
    {
        var to = rename.Table.Sibling(rename.To);
        var after = rename.Apply(before).Change(to, table => table with
        {
            Indexes = [.. table.Indexes.Select(i => i with { Definition = OnTable(i.Definition, rename.To) })],
            Triggers = [.. table.Triggers.Select(t => t with { Definition = OnTable(t.Definition, rename.To)! })],
        });
        return WithoutViewsOf(after, rename.Table.Name);
    }

    /// <summary>Defaults follow a sequence, views a view, and the text of a trigger its name.</summary>
    SchemaModel Renamed(RenameObject rename, SchemaModel before)
    {
        var after = rename.Apply(before);
        if (rename.Table is { } table)
        {
            return after.Change(table, t => t with
            {
                Triggers = [.. t.Triggers.Select(r => r.Name == rename.To && ProgramHeader.Read(r.Definition, dialect.Lexical) is { } header
                    ? r with { Definition = header.WithName(Written(rename.To)) } : r)],
            });
        }
        if (rename.Object.Kind == ObjectKind.View)
            return WithoutViewsOf(after, rename.Object.Name.Name);
        SqlValue? Follow(SqlValue? value) =>
            value is SequenceNextValue next && before.SameName(next.Sequence, rename.Object.Name) ? next with { Sequence = next.Sequence.Sibling(rename.To) } : value;
        foreach (var reader in before.Tables.Where(t => t.Columns.Any(c => Follow(c.Default) != c.Default)).ToList())
            after = after.With(reader with { Columns = [.. reader.Columns.Select(c => c with { Default = Follow(c.Default) })] });
        return after;
    }

    /// <summary>A statement of the catalogue with another table behind ON.</summary>
    string? OnTable(string? definition, string table)
    {
        if (definition is null)
            return null;
        var tokens = SqlLexer.Tokenize(definition, dialect.Lexical).FindAll(t => !t.IsTrivia);
        var at = tokens.FindIndex(t => t.Kind == SqlTokenKind.Word && t.In(definition) is "ON") + 1;
        if (at > 0 && at < tokens.Count && tokens[at].In(definition) is "ONLY")
            at++;
        while (at > 0 && at + 2 < tokens.Count && tokens[at + 1].In(definition) is ".")
            at += 2;
        return at <= 0 || at >= tokens.Count
            ? definition
            : string.Concat(definition.AsSpan(0, tokens[at].Start), Written(table), definition.AsSpan(tokens[at].End));
    }

    SchemaModel Renamed(RenameColumn rename, SchemaModel before)
    {
        string Follow(string sql) => ExpressionNames.Rename(sql, dialect.Lexical, rename.From, Written(rename.To), before.Names);
        // The name of the index or trigger, and the table's, stand in front of the first parenthesis or behind ON.
        string Body(string sql) => sql.IndexOf('(', StringComparison.Ordinal) is > 0 and var open ? sql[..open] + Follow(sql[open..]) : sql;

        var after = rename.Apply(before).Change(rename.Table, table => table with
        {
            Columns = [.. table.Columns.Select(c => c.Generated is null ? c : c with { Generated = Follow(c.Generated) })],
            Checks = [.. table.Checks.Select(c => c with { Expression = Follow(c.Expression), Definition = c.Definition is null ? null : Body(c.Definition) })],
            Indexes = [.. table.Indexes.Select(i => i with
            {
                Columns = [.. i.Columns.Select(c => c.Computed ? c with { Name = Follow(c.Name) } : c)],
                Where = i.Where is null ? null : Follow(i.Where),
                Definition = i.Definition is null ? null : Body(i.Definition),
            })],
            Triggers = [.. table.Triggers.Select(t => t with { Definition = OfColumns(Body(t.Definition), Follow) })],
        });
        return WithoutViewsOf(after, rename.Table.Name);
    }

    /// <summary>A trigger's definition with its columns changed: <c>UPDATE OF a, b ON …</c>.</summary>
    string OfColumns(string definition, Func<string, string> change)
    {
        var tokens = SqlLexer.Tokenize(definition, dialect.Lexical);
        var from = tokens.FindIndex(t => t.Kind == SqlTokenKind.Word && t.In(definition) is "OF");
        var to = tokens.FindIndex(t => t.Kind == SqlTokenKind.Word && t.In(definition) is "ON");
        return from < 0 || to < from
            ? definition
            : string.Concat(definition.AsSpan(0, tokens[from].End), change(definition[tokens[from].End..tokens[to].Start]), definition.AsSpan(tokens[to].Start));
    }

    /// <summary>A name as the server writes it: in quotes only where it has to be.</summary>
    static string Written(string name) => PostgreSqlNames.Fold(name, QuotingStrategy.Legacy) == name && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
        && !PostgreSqlNames.IsReserved(name) ? name : PostgreSqlNames.Quote(name);

    // ---- what is known of rows ---------------------------------------------------------------------------------

    /// <summary>Whether an expression gives the same for all rows of a statement. Functions that are not known may not.</summary>
    public static bool IsStable(string sql) => !AnyCall().IsMatch(StableCall().Replace(sql, "x"));

    /// <summary>
    /// Whether a valid check already says that a column has no NULL, so that SET NOT NULL need not read the rows: one that says nothing else, or says it with AND.
    /// </summary>
    public bool IsProvenNotNull(ObjectName table, string column, SchemaModel before) =>
        before.TableOrNull(table)?.Checks.Any(c => c.Validated && Says(c.Expression, $"{Written(column)} IS NOT NULL", $"{dialect.Quote(column)} IS NOT NULL")) == true;

    static bool Says(string expression, params ReadOnlySpan<string> facts)
    {
        if (AnythingElse().IsMatch(expression))
            return false;
        foreach (var part in expression.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal).Split(" AND "))
        {
            if (facts.Contains(part.Trim()))
                return true;
        }
        return false;
    }

    /// <summary>Whether the values of a column that changes its type are only cast to it.</summary>
    public static bool IsPlainCast(string? conversion, Column column) => conversion is null
        || conversion.Trim('(', ')', ' ').Split("::") is [var name, var type] && name.Trim().Trim('"').Equals(column.Name, StringComparison.OrdinalIgnoreCase)
            && PostgreSqlTypes.Native(type, null) == column.Type;

    /// <summary>Words behind which a part of a condition says nothing by itself.</summary>
    [GeneratedRegex(@"\b(OR|CASE|NOT\s*\()", RegexOptions.IgnoreCase)]
    private static partial Regex AnythingElse();

    /// <summary>Functions of the server itself that a default may well call and that are stable or immutable, and types with a length.</summary>
    [GeneratedRegex(@"\b(now|cast|(transaction|statement)_timestamp|current_(timestamp|time|setting|database|schema)|localtime|localtimestamp|age|date_(trunc|part|bin)|extract|timezone|make_(date|time|timestamp|timestamptz|interval)|to_(char|date|timestamp|number|json|jsonb|hex|ascii)|jsonb?_build_(object|array)|jsonb?_object|lower|upper|initcap|[lrb]?trim|[lr]pad|replace|translate|substr|substring|left|right|concat|concat_ws|format|length|char_length|octet_length|md5|sha(224|256|384|512)|encode|decode|repeat|reverse|split_part|chr|quote_(ident|literal)|abs|ceil|ceiling|floor|round|trunc|power|sqrt|mod|sign|greatest|least|coalesce|nullif|string_to_array|array_(append|cat|fill|to_string)|int4range|int8range|numrange|daterange|tsrange|tstzrange|to_tsvector|hashtext|numeric|decimal|varchar|character varying|character|char|bpchar|bit|bit varying|timestamp|timestamptz|time|timetz|interval)\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex StableCall();

    [GeneratedRegex(@"[\w""]\s*\(")]
    private static partial Regex AnyCall();
}
