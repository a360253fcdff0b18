namespace Migrations.Tests;

/// <summary>New-Migration: what the name and the columns say is written, and runs, and can be undone.</summary>
public sealed class NewMigrationTests : IDisposable
{
    readonly ModuleSession session = new();

    public void Dispose() => session.Dispose();

    [Fact]
    public void A_table_is_created_with_its_columns_keys_and_index_and_undone()
    {
        session.WriteFile("db/0_customers.yaml", "databaseChangeLog:\n- changeSet: {id: 0, author: a, changes: [{createTable: {tableName: customers, columns: [{column: {name: id, type: bigint, constraints: {primaryKey: true}}}]}}]}\n");
        New("create_orders id:bigint:pk 'customer_id:bigint:required:references(customers)' 'total:decimal(12,2):default(0)' number:int:unique placed_on:date:index note: db");

        Apply();
        var sql = session.Query("SELECT sql FROM sqlite_schema WHERE name = 'orders'", "app.db")[0];

        Assert.Equal(["customers", "orders"], session.Objects("app.db"));
        Assert.Contains("REFERENCES \"customers\" (\"id\")", sql, StringComparison.Ordinal);
        Assert.Contains("\"note\" VARCHAR(255)", sql, StringComparison.Ordinal);
        Assert.Equal(["ix_orders_placed_on"], session.Query("SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'ix%'", "app.db"));
        Assert.Single(session.Run("Undo-Migration ./db -Connection 'Data Source=app.db' -Confirm:$false").Of<MigrationResult>());
        Assert.Equal(["customers"], session.Objects("app.db"));
    }

    [Fact]
    public void The_columns_of_the_brief_work_as_they_are_typed()
    {
        var quoted = New("create_orders id:bigint:pk 'customer_id:bigint:references(customers)' 'total:decimal(12,2)'");
        var bare = New("create_orders2 id:bigint:pk customer_id:bigint:references:customers total:decimal(12,2)");

        Assert.Contains("type: 'decimal(12,2)'", quoted, StringComparison.Ordinal);
        Assert.Contains("type: 'decimal(12,2)'", bare, StringComparison.Ordinal);
        Assert.Contains("referencedTableName: customers", bare, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AddEmailToCustomer email:nvarchar(320)")]
    [InlineData("add_email_to_customer 'email:nvarchar(320)'")]
    [InlineData("add-email-to-customer email:nvarchar(320)")]
    public void Columns_are_added_whatever_the_style_of_the_name(string arguments)
    {
        var yaml = New(arguments);

        Assert.Contains("- addColumn:\n        tableName: customer\n", yaml, StringComparison.Ordinal);
        Assert.Contains("name: email\n            type: nvarchar(320)\n", yaml, StringComparison.Ordinal);
        Assert.Contains("rollback:\n    - dropColumn: {tableName: customer, columnName: email}\n", yaml, StringComparison.Ordinal);
        Assert.Contains("_add_email_to_customer.yaml", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_removed_and_come_back_by_the_way_back()
    {
        var yaml = New("remove_email_from_customer email:varchar(320)");

        Assert.Contains("changes:\n    - dropColumn: {tableName: customer, columnName: email}\n", yaml, StringComparison.Ordinal);
        Assert.Contains("rollback:\n    - addColumn:\n", yaml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tidy_up")]
    [InlineData("FixThings")]
    [InlineData("yes")]
    [InlineData("'Größe ändern: Straße'")]
    public void A_name_that_says_nothing_gives_a_skeleton_that_is_valid_as_it_stands(string name)
    {
        New(name + " -Path db");

        var plan = session.Run("Test-MigrationPlan ./db -Provider sqlite -Strict").Of<MigrationPlan>()[0];
        Assert.Empty(plan.Findings.Select(finding => finding.ToString()));
        Apply();
        Assert.Single(session.Run("Undo-Migration ./db -Connection 'Data Source=app.db' -Confirm:$false").Of<MigrationResult>());
    }

    [Fact]
    public void The_file_is_named_by_time_and_name_and_known_by_its_path_wherever_it_is_moved()
    {
        var file = session.Run("New-Migration create_orders id:int:pk db/changes -Author ann").Of<FileInfo>()[0];

        Assert.Matches(@"^\d{14}_create_orders\.yaml$", file.Name);
        Assert.Equal(Path.Combine(session.Folder, "db", "changes"), file.DirectoryName);
        session.Run("Invoke-Migration ./db/changes -Connection 'Data Source=app.db'");
        Directory.Move(Path.Combine(session.Folder, "db", "changes"), Path.Combine(session.Folder, "db", "moved"));
        var info = session.Run("Get-Migration ./db/moved -Connection 'Data Source=app.db'").Of<MigrationInfo>()[0];
        Assert.Equal((MigrationState.Applied, "db/changes/" + file.Name, "ann", Path.GetFileNameWithoutExtension(file.Name)), (info.State, info.File, info.Author, info.Id));
    }

    [Fact]
    public void Migrations_of_one_second_keep_their_order()
    {
        var names = session.Run("New-Migration b; New-Migration a; New-Migration c").Of<FileInfo>().Select(file => file.Name).ToList();

        Assert.Equal(["_b.yaml", "_a.yaml", "_c.yaml"], names.Order(StringComparer.Ordinal).Select(name => name[14..]));
    }

    [Theory]
    [InlineData("'!!'", ErrorCode.InvalidValue, "word")]
    [InlineData("create_orders id:int:primary", ErrorCode.InvalidValue, "modifier")]
    [InlineData("do_something email:int", ErrorCode.InvalidValue, "does not say what to do")]
    [InlineData("create_orders one two", ErrorCode.InvalidValue, "'two'")]
    [InlineData("create_orders id:int -Path ..", ErrorCode.PathOutsideSearchPath, "history")]
    public void What_is_not_understood_is_an_error_and_no_file(string arguments, ErrorCode id, string says)
    {
        var error = session.Run("New-Migration " + arguments).Error($"{id},Migrations.NewMigrationCommand");

        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Empty(Directory.GetFiles(session.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_master_that_names_its_files_one_by_one_is_warned_about_and_one_with_includeAll_is_not()
    {
        session.WriteFile("one/changelog.yaml", "databaseChangeLog:\n- include: {file: x.yaml, relativeToChangelogFile: true}\n");
        session.WriteFile("all/changelog.yaml", "databaseChangeLog:\n- includeAll: {path: changes, relativeToChangelogFile: true}\n");

        Assert.Contains("add an include", Assert.Single(session.Run("New-Migration a one").Warnings), StringComparison.Ordinal);
        Assert.Empty(session.Run("New-Migration a all").Warnings);
    }

    [Fact]
    public void A_new_file_goes_on_to_the_planner_through_the_pipeline()
    {
        Assert.Equal([1], session.Run("New-Migration create_orders id:int:pk | Test-MigrationPlan -Provider postgresql | ForEach-Object PendingCount").Of<int>());
    }

    string New(string arguments)
    {
        var file = session.Run("New-Migration " + arguments).Of<FileInfo>()[0];
        return File.ReadAllText(file.FullName) + "# " + file.Name;
    }

    void Apply() => Assert.NotEmpty(session.Run("Invoke-Migration ./db -Connection 'Data Source=app.db'").Of<MigrationResult>());
}
