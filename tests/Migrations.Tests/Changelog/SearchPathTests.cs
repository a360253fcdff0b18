using Migrations.Changelog;

namespace Migrations.Tests.Changelog;

public sealed class SearchPathTests : IDisposable
{
    static readonly SourceSpan Span = new("master.yaml", 7, 3);

    readonly ChangelogFolder folder = new ChangelogFolder().With("app/db/a.yaml", "").With("app/db/sub/b.sql", "").With("other/c.yaml", "");

    public void Dispose() => folder.Dispose();

    string Full(string path) => Path.Combine(folder.Path, path);

    [Theory]
    [InlineData("db/a.yaml")]
    [InlineData("/db/a.yaml")]
    [InlineData("./db/./sub/../a.yaml")]
    [InlineData("db\\a.yaml")]
    [InlineData("classpath:/db/a.yaml")]
    [InlineData("C:\\db\\a.yaml")]
    public void A_file_is_known_by_its_path_below_the_root_however_it_is_written(string written)
    {
        var file = new SearchPath(folder.Path, "app").Resolve(written, Span);
        Assert.Equal(("db/a.yaml", Full("app/db/a.yaml")), (file.Name, file.FullPath));
        Assert.Equal(Path.Combine("app", "db", "a.yaml"), file.DisplayPath);
    }

    [Fact]
    public void The_first_root_that_contains_a_file_names_it()
    {
        Assert.Equal("app/db/a.yaml", new SearchPath(folder.Path, ".", "app/db").Locate("app/db/a.yaml").Name);
        Assert.Equal("a.yaml", new SearchPath(folder.Path, "app/db", ".").Locate("app/db/a.yaml").Name);
    }

    [Fact]
    public void The_location_is_the_root_where_none_is_given() => Assert.Equal([folder.Path], new SearchPath(folder.Path + "/").Roots);

    [Fact]
    public void What_a_user_names_is_found_at_the_location_and_on_the_search_path()
    {
        var path = new SearchPath(Full("app"), "db");
        Assert.Equal("a.yaml", path.Locate("db/a.yaml").Name);
        Assert.Equal("a.yaml", path.Locate("a.yaml").Name);
        Assert.Equal("a.yaml", path.Locate(Full("app/db/a.yaml")).Name);
        Assert.Equal("", path.Locate("db").Name);
    }

    [Fact]
    public void A_missing_file_is_an_error_that_says_where_it_was_looked_for()
    {
        var error = Assert.Throws<MigrationException>(() => new SearchPath(folder.Path, "app", "other").Resolve("db/none.yaml", Span));
        Assert.Equal((ErrorCode.FileNotFound, Span), (error.Code, error.Span!.Value));
        Assert.Contains(Full("app"), error.Message);
        Assert.Contains(Full("other"), error.Message);
        Assert.Contains("-SearchPath", error.Advice);
    }

    [Fact]
    public void A_path_that_climbs_out_of_every_root_is_an_error()
    {
        Assert.Equal(ErrorCode.PathOutsideSearchPath, Outside(new SearchPath(folder.Path, "app"), "../other/c.yaml"));
        Assert.Equal("c.yaml", new SearchPath(folder.Path, "app", "other").Resolve("../other/c.yaml", Span).Name);
        Assert.Equal(ErrorCode.PathOutsideSearchPath, Assert.Throws<MigrationException>(
            () => new SearchPath(folder.Path, "app").Locate("other/c.yaml")).Code);
    }

    [Fact]
    public void A_link_that_leads_out_of_every_root_is_an_error()
    {
        File.CreateSymbolicLink(Full("app/db/link.yaml"), Full("other/c.yaml"));
        Directory.CreateSymbolicLink(Full("app/linked"), "../other");
        Assert.Equal(ErrorCode.PathOutsideSearchPath, Outside(new SearchPath(folder.Path, "app"), "db/link.yaml"));
        Assert.Equal(ErrorCode.PathOutsideSearchPath, Outside(new SearchPath(folder.Path, "app"), "linked/c.yaml"));
        Assert.Throws<MigrationException>(() => new SearchPath(folder.Path, "app").List("", Span));
    }

    [Fact]
    public void A_link_within_the_search_path_keeps_the_name_that_was_written()
    {
        File.CreateSymbolicLink(Full("app/db/link.yaml"), Full("other/c.yaml"));
        Assert.Equal("app/db/link.yaml", new SearchPath(folder.Path).Resolve("app/db/link.yaml", Span).Name);
        Directory.CreateSymbolicLink(Full("root"), "app");
        Assert.Equal("db/a.yaml", new SearchPath(folder.Path, "root").Resolve("db/a.yaml", Span).Name);
    }

    [Fact]
    public void Links_in_a_circle_are_no_files()
    {
        File.CreateSymbolicLink(Full("app/x.yaml"), Full("app/y.yaml"));
        File.CreateSymbolicLink(Full("app/y.yaml"), Full("app/x.yaml"));
        Assert.Null(new SearchPath(folder.Path, "app").Find("x.yaml", Span));
    }

    [Fact]
    public void One_name_under_two_roots_is_an_error_unless_it_is_the_same_file()
    {
        folder.With("other/db/a.yaml", "");
        var error = Assert.Throws<MigrationException>(() => new SearchPath(folder.Path, "app", "other").Resolve("db/a.yaml", Span));
        Assert.Equal(ErrorCode.InvalidChangelog, error.Code);
        Assert.Contains(Full("other/db/a.yaml"), error.Message);
        Assert.Equal("db/a.yaml", new SearchPath(folder.Path, "app", "./app").Resolve("db/a.yaml", Span).Name);
    }

    [Fact]
    public void A_root_that_is_no_folder_is_an_error() =>
        Assert.Equal(ErrorCode.FileNotFound, Assert.Throws<MigrationException>(() => new SearchPath(folder.Path, "nowhere")).Code);

    [Fact]
    public void A_folder_lists_its_files_in_the_ordinal_order_of_the_whole_names()
    {
        foreach (var name in new[] { "10", "2", "1", "b", "_z", "é", "B", "sub/0" }) folder.With($"list/{name}.yaml", "");
        var names = new SearchPath(folder.Path).List("./list/", Span)!.Value.Select(file => file.Name);
        Assert.Equal(["list/1.yaml", "list/10.yaml", "list/2.yaml", "list/B.yaml", "list/_z.yaml", "list/b.yaml", "list/sub/0.yaml", "list/é.yaml"],
            names);
    }

    [Theory]
    [InlineData(0, int.MaxValue, 3)]
    [InlineData(2, int.MaxValue, 2)]
    [InlineData(0, 1, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(0, 0, 0)]
    public void Depths_count_from_one_in_the_folder_itself(int minDepth, int maxDepth, int expected)
    {
        folder.With("d/0.yaml", "").With("d/a/1.yaml", "").With("d/a/b/2.yaml", "");
        Assert.Equal(expected, new SearchPath(folder.Path).List("d", Span, minDepth, maxDepth)!.Value.Length);
    }

    [Fact]
    public void A_folder_that_contains_itself_by_a_link_is_listed_once()
    {
        Directory.CreateSymbolicLink(Full("app/db/self"), Full("app"));
        Assert.Equal(2, new SearchPath(folder.Path, "app").List("db", Span)!.Value.DistinctBy(file => Path.GetFileName(file.FullPath)).Count());
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told_from_an_empty_one()
    {
        Directory.CreateDirectory(Full("empty"));
        Assert.Null(new SearchPath(folder.Path).List("nowhere", Span));
        Assert.Empty(new SearchPath(folder.Path).List("empty", Span)!.Value);
    }

    [Fact]
    public void A_name_in_another_case_is_spelled_as_on_disk() => Assert.Equal("app/db/a.yaml", DiskSpelling.Of(folder.Path, "APP/Db/A.yaml"));

    [Fact]
    public void A_sibling_is_found_from_the_folder_of_the_file()
    {
        Assert.Equal("db/x.sql", SearchPath.Sibling("db/a.yaml", "x.sql"));
        Assert.Equal("x.sql", SearchPath.Sibling("a.yaml", "./x.sql"));
        Assert.Equal("files/x.sql", SearchPath.Sibling("db/a.yaml", "../files/x.sql"));
    }

    static ErrorCode Outside(SearchPath path, string name) => Assert.Throws<MigrationException>(() => path.Resolve(name, Span)).Code;
}
