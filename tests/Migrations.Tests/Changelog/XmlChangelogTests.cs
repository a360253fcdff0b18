namespace Migrations.Tests.Changelog;

/// <summary>Changelogs in XML are not read, and never passed over.</summary>
public sealed class XmlChangelogTests : IDisposable
{
    const string Xml = "<?xml version='1.0'?>\n<!-- ours -->\n<databaseChangeLog xmlns='http://www.liquibase.org/xml/ns/dbchangelog'/>\n";
    const string Set = "- changeSet: {id: 1, author: a}\n";

    readonly ChangelogFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("b.xml", "c.yaml:2:16")]
    [InlineData("sub/B.XML", "c.yaml:2:16")]
    public void In_an_included_folder_one_is_an_error_that_names_it(string name, string place)
    {
        folder.WithChangelog("all/a.yaml", Set).With($"all/{name}", Xml).WithChangelog("c.yaml", "- includeAll: {path: all/}\n");
        var error = folder.Fails("c.yaml");
        Assert.Equal((ErrorCode.NotSupported, place), (error.Code, error.Span!.Value.ToString().Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_filtered_out_is_no_matter()
    {
        folder.WithChangelog("all/a.yaml", Set).With("all/b.xml", Xml);
        Assert.Single(folder.BuildEntries("- includeAll: {path: all/, endsWithFilter: .yaml}\n").ChangeSets);
    }

    [Fact]
    public void A_file_in_XML_that_is_no_changelog_is_passed_over()
    {
        folder.WithChangelog("all/a.yaml", Set).With("all/pom.xml", "<project/>");
        Assert.Contains(folder.BuildEntries("- includeAll: {path: all/}\n").Findings, finding => finding.Name == "SkippedFile");
    }

    [Fact]
    public void Of_a_folder_without_a_master_file_one_is_an_error()
    {
        folder.WithChangelog("a.yaml", Set).With("master.xml", Xml);
        Assert.Equal(ErrorCode.NotSupported, folder.Fails(folder.Path).Code);
        folder.WithChangelog("changelog.yaml", Set);
        Assert.Single(folder.Build(folder.Path).ChangeSets);
    }
}
