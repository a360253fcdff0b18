using System.Runtime.CompilerServices;
using System.Text;
using Migrations.Dialects;
using Migrations.Sql.Text;

namespace Migrations.Tests.Sql.Effects;

/// <summary>
/// What is understood of statements: those of &lt;dialect&gt;.sql, each with its effects, are what stands in &lt;dialect&gt;.verified.txt. A difference is
/// written beside it as .received.txt.
/// </summary>
public sealed class EffectCorpusTests
{
    [Theory]
    [InlineData("postgresql")]
    [InlineData("mariadb")]
    [InlineData("sqlite")]
    [InlineData("mssql")]
    public async Task The_effects_are_the_verified_ones(string provider)
    {
        var dialect = DialectRegistry.Get(provider).DefaultDialect;
        var text = new StringBuilder();
        foreach (var statement in SqlSplitter.Split(await File.ReadAllTextAsync(Path.Combine(Folder(), $"{provider}.sql")), dialect.Lexical))
            text.Append("> ").Append(statement.Text.ReplaceLineEndings(" ")).Append('\n').Append(EffectText.Of(dialect.ReadEffects(statement.Text))).Append('\n');
        var verified = Path.Combine(Folder(), $"{provider}.verified.txt");
        var received = Path.Combine(Folder(), $"{provider}.received.txt");
        var expected = File.Exists(verified) ? await File.ReadAllTextAsync(verified) : "";
        if (expected == text.ToString())
            File.Delete(received);
        else
            await File.WriteAllTextAsync(received, text.ToString());
        Assert.Equal(expected, text.ToString());
    }

    static string Folder([CallerFilePath] string source = "") => Path.Combine(GoldenTests.Root, "..", "Sql", "Effects") is var folder && Directory.Exists(folder) ? folder : Path.GetDirectoryName(source)!;
}
