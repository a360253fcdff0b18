using Migrations.Changes;

namespace Migrations.Tests.Changes;

/// <summary>What is not in the corpora of <c>Checksums</c>, which hold the descriptions of the real Liquibase too.</summary>
public sealed class ChangeDescriptionTests
{
    [Theory]
    [InlineData(255, 255)]
    [InlineData(256, 255)]
    [InlineData(400, 255)]
    public void A_description_is_cut_to_what_its_column_holds(int length, int cut)
    {
        var name = new string('t', length - "dropTable tableName=".Length);

        var description = ChangeDescription.Of([ChangeYaml.Read($"dropTable: {{tableName: {name}}}")]);

        Assert.Equal(cut, description.Length);
        Assert.Equal(length > 255, description.EndsWith("t...", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(250, false)]
    [InlineData(251, true)]
    public void A_comment_is_cut_to_what_Liquibase_keeps_of_it(int length, bool isCut)
    {
        var comment = ChangeDescription.Stored(new string('c', length));

        Assert.Equal((250, isCut), (comment.Length, comment.EndsWith("...", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_comment_is_an_empty_one() => Assert.Equal("", ChangeDescription.Stored(null));
}
