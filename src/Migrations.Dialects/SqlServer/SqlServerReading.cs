using System.Collections.Immutable;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.SqlServer;

/// <summary>What has been understood of a batch so far, and the small pieces of T-SQL that all readers need.</summary>
/// <param name="dialect">Resolves names and types.</param>
sealed class SqlServerReading(SqlServerDialect dialect)
{
    /// <summary>What the batch does, in order.</summary>
    public List<SqlNode> Effects { get; } = [];

    /// <summary>Whether something in it has not been understood.</summary>
    public bool IsOpaque { get; set; }

    /// <summary>Whether the effects leave out some of what it does to the schema.</summary>
    public bool LeavesOut { get; set; }

    /// <summary>Whether it says IF EXISTS or IF NOT EXISTS, or asks with an IF of its own.</summary>
    public bool IsGuarded { get; set; }

    /// <summary>Whether a bare name may mean another object afterwards.</summary>
    public bool MovesNames { get; set; }

    public void Add(SqlNode effect) => Effects.Add(effect);

    public void Add(RawOperationKind kind, SchemaObjectName? name = null, string? part = null) =>
        Add(new RawOperation(kind, name is null ? null : new(ObjectKind.Table, Name(name))) { Part = part });

    /// <summary>The object that a name means.</summary>
    public ObjectName Name(SchemaObjectName name)
    {
        // Another database's object is none of the model's, and a temporary table only of the session.
        var isTemporary = name.BaseIdentifier.Value.StartsWith('#');
        LeavesOut |= name.DatabaseIdentifier is not null || isTemporary;
        return dialect.Resolve(null, name.SchemaIdentifier?.Value, name.BaseIdentifier.Value, QuotingStrategy.QuoteAllObjects);
    }

    /// <summary>The names of columns.</summary>
    public static ImmutableArray<string> Names(IEnumerable<Identifier> columns) => [.. columns.Select(c => c.Value)];

    /// <summary>The last part of a column's name.</summary>
    public static string Name(ColumnReferenceExpression? column) => column?.MultiPartIdentifier?.Identifiers is [.., var last] ? last.Value : "";

    /// <summary>A fragment as it is written.</summary>
    public static string Text(TSqlFragment fragment)
    {
        var text = new System.Text.StringBuilder();
        for (var i = fragment.FirstTokenIndex; i <= fragment.LastTokenIndex; i++)
            text.Append(fragment.ScriptTokenStream[i].Text);
        return text.ToString();
    }

    /// <summary>A type in the dialect's spelling; one that the server does not have by itself stays as it is written.</summary>
    public SqlType Type(DataTypeReference? reference)
    {
        var written = reference is null ? "" : Text(reference);
        if (dialect.NativeType(written) is { } type)
            return type;
        LeavesOut = true;
        return new(written);
    }

    /// <summary>A value as it is written: a literal, or an expression.</summary>
    public static SqlValue Value(ScalarExpression expression) => expression switch
    {
        ParenthesisExpression inner => Value(inner.Expression),
        StringLiteral text => new StringValue(text.Value),
        NullLiteral => new NullValue(),
        IntegerLiteral or NumericLiteral => new NumberValue(Text(expression)),
        UnaryExpression { UnaryExpressionType: UnaryExpressionType.Negative, Expression: IntegerLiteral or NumericLiteral } => new NumberValue(Text(expression)),
        _ => new ExpressionValue(Text(expression)),
    };

    /// <summary>What an ALTER TABLE says that is done beside reads and writes.</summary>
    public const string Online = "ONLINE = ON";

    /// <summary>Whether an option says ONLINE = ON.</summary>
    public static bool IsOnline(IEnumerable<IndexOption> options) => options.OfType<OnlineIndexOption>().Any(o => o.OptionState == OptionState.On);

    /// <summary>The columns of an index.</summary>
    public static ImmutableArray<IndexColumn> Columns(IEnumerable<ColumnWithSortOrder> columns) =>
        [.. columns.Select(c => new IndexColumn(Name(c.Column)) { Descending = c.SortOrder == SortOrder.Descending })];
}
