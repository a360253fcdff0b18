using System.Collections.Immutable;
using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>Turns SQL text that a changelog's author wrote into nodes.</summary>
public static class SqlText
{
    /// <summary>Splits a text and makes one node of each statement, which says what it may change and how it has to run.</summary>
    /// <param name="text">The text.</param>
    /// <param name="dialect">The database.</param>
    /// <param name="options">How to split; null for Liquibase's defaults.</param>
    /// <param name="resolve">The object that a name in the text means; null for what the database itself makes of it.</param>
    /// <exception cref="MigrationException">As of <see cref="SqlSplitter.Split"/>.</exception>
    public static IReadOnlyList<RawSql> CreateNodes(
        string text, SqlDialect dialect, SplitOptions? options = null, Func<ImmutableArray<NamePart>, ObjectName>? resolve = null)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        return [.. SqlSplitter.Split(text, dialect.Lexical, options).Select(statement => CreateNode(statement.Text, dialect, resolve))];
    }

    /// <summary>The node of one statement.</summary>
    /// <param name="statement">The statement, without its delimiter.</param>
    /// <param name="dialect">The database.</param>
    /// <param name="resolve">The object that a name in the text means; null for what the database itself makes of it.</param>
    public static RawSql CreateNode(string statement, SqlDialect dialect, Func<ImmutableArray<NamePart>, ObjectName>? resolve = null)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        var classification = SqlClassifier.Classify(statement, dialect.Lexical);
        var reading = dialect.ReadEffects(statement);
        var name = resolve ?? (parts => Resolve(parts, dialect.Lexical));
        return new(statement)
        {
            Changes = classification.ReachesOthers || classification.Changes is not { } changes
                ? null
                : [.. changes.Select(c => new ObjectKey(c.Kind, name(c.Name))).Distinct()],
            PlainData = classification.Kind == SqlKind.PlainData,
            Transactional = classification.RunsInTransaction && !classification.ControlsTransaction,
            OwnBatch = classification.OwnBatch,
            Effects = reading?.Effects,
            IsComplete = reading is { IsComplete: true } && classification.Kind == SqlKind.Ddl,
            IsGuarded = reading is { IsGuarded: true },
            MovesNames = classification.ChangesSession || reading is { MovesNames: true },
        };
    }

    /// <summary>What the database makes of a name in SQL: PostgreSQL folds what is not quoted to lower case, the others take it as it is.</summary>
    /// <param name="parts">The parts of the name.</param>
    /// <param name="rules">The database's rules.</param>
    public static ObjectName Resolve(ImmutableArray<NamePart> parts, SqlLexicalRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (parts.IsDefaultOrEmpty)
            throw new ArgumentException("a name has at least one part", nameof(parts));
        var fold = rules.Flavor() == SqlFlavor.PostgreSql;
        string Text(NamePart part) => part.Quoted || !fold ? part.Text : part.Text.ToLowerInvariant();
        return new(parts.Length > 1 && parts[^2].Text.Length > 0 ? Text(parts[^2]) : null, Text(parts[^1]));
    }
}
