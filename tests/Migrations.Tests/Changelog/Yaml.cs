using Migrations.Changelog;

namespace Migrations.Tests.Changelog;

/// <summary>Reads YAML texts for tests.</summary>
static class Yaml
{
    public const string File = "db/test.yaml";

    /// <summary>Reads a document of any shape.</summary>
    public static ChangelogNode Read(string text, ICollection<MigrationFinding>? findings = null, ChangelogLimits? limits = null) =>
        new YamlChangelogReader(limits ?? ChangelogLimits.Default).ReadDocument(text, File, findings ?? []);

    /// <summary>The value of the key <c>v</c> of <c>v: …</c>.</summary>
    public static ScalarValue Scalar(string text) => Read("v: " + text).Child("v")!.Scalar!;

    /// <summary>The tree in one line: <c>name=scalar|scalar[child, child]</c>.</summary>
    public static string Show(ChangelogNode node)
    {
        var scalars = node.Scalars.IsEmpty ? "" : "=" + string.Join("|", node.Scalars.Select(s => s.Text ?? "null"));
        var children = node.Children.IsEmpty ? "" : $"[{string.Join(", ", node.Children.Select(Show))}]";
        return node.Name + scalars + children;
    }

    public static MigrationException Fails(string text, ChangelogLimits? limits = null) =>
        Assert.Throws<MigrationException>(() => Read(text, limits: limits));
}
