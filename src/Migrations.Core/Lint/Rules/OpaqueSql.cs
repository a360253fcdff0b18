using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>Raw SQL that has not been understood.</summary>
public sealed class OpaqueSql() : LintRule("MIG3501", nameof(OpaqueSql), FindingSeverity.Warning,
    "What it locks, rewrites or destroys is not known, so nothing here says that it is safe.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node.Node is PerformAction { Action: ClientAction client }
        ? [At(node, $"what {client.Client} runs has not been looked into", "Look through it yourself, or take 'runWith' out; suppress this finding with the reason why it is safe.")]
        : node.Node is RawSql { Effects: null, PlainData: false } raw && TransactionWord.Of(raw) == TransactionWord.Kind.None
        ? [At(node, "this SQL has not been understood", "Look through it yourself, or write it as a change type; suppress this finding with the reason why it is safe.")]
        : Nothing;
}
