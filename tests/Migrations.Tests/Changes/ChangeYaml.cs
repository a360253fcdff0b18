using Migrations.Changelog;
using Migrations.Changes;
using Migrations.Dialects;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Tests.Changelog;

namespace Migrations.Tests.Changes;

/// <summary>Changes for tests, written as in a changelog.</summary>
static class ChangeYaml
{
    /// <summary>Reads <c>changeType: {…}</c>.</summary>
    public static Change Read(string yaml, ICollection<MigrationFinding>? findings = null) => ChangeRegistry.Create(Yaml.Read(yaml).Children.Single(), findings ?? []);

    public static MigrationException Fails(string yaml) => Assert.Throws<MigrationException>(() => Read(yaml));

    /// <summary>What a change is lowered with: by default PostgreSQL with an empty schema.</summary>
    public static LoweringContext Context(string dialect = "postgresql", SchemaModel? schema = null, IChangeResources? resources = null)
    {
        var target = DialectRegistry.Get(dialect).DefaultDialect;
        return new LoweringContext
        {
            Dialect = target,
            Schema = schema ?? SchemaModel.Unknown(target.Names),
            Resources = resources ?? new FakeResources([]),
            Findings = new List<MigrationFinding>(),
        };
    }

    /// <summary>Lowers a change.</summary>
    public static List<SqlNode> Lower(string yaml, LoweringContext? context = null) => [.. Read(yaml).Lower(context ?? Context())];

    /// <summary>A schema with the tables that these changes make, in order.</summary>
    public static SchemaModel Schema(string dialect, params string[] changes)
    {
        var context = Context(dialect);
        context = context with { Schema = SchemaModel.Empty(context.Dialect.Names) };
        foreach (var change in changes)
        {
            foreach (var node in Read(change).Lower(context))
                context = context with { Schema = context.Dialect.Apply(node, context.Schema) };
        }
        return context.Schema;
    }
}

/// <summary>Files from memory; <c>${x}</c> expands to <c>42</c>.</summary>
sealed class FakeResources(Dictionary<string, byte[]> files) : IChangeResources
{
    public ReadOnlyMemory<byte> ReadFile(string path, bool relativeToChangelogFile, SourceSpan span) => files.TryGetValue((relativeToChangelogFile ? "./" : "") + path, out var bytes)
        ? bytes
        : throw new MigrationException(ErrorCode.FileNotFound, path, null, span);

    public ResourceFile OpenFile(string path, bool relativeToChangelogFile, SourceSpan span) =>
        new(path, new MemoryStream(ReadFile(path, relativeToChangelogFile, span).ToArray()));

    public ResourceFile? FindFile(string path, SourceSpan span) => files.ContainsKey(path) ? OpenFile(path, false, span) : null;

    public string Expand(string text) => text.Replace("${x}", "42", StringComparison.Ordinal);
}
