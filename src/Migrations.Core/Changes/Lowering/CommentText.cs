using Migrations.Sql;

namespace Migrations.Changes;

/// <summary>The comments of <c>remarks</c> as Liquibase writes them.</summary>
static class CommentText
{
    /// <summary>A comment, without the blanks around it (a block in YAML ends with a line break); null where nothing is left.</summary>
    public static string? Of(string? remarks) => JavaBlank.TrimToNull(remarks);

    /// <summary>A comment of a new table or of one of its columns: where it is a part of the statement, the blanks stay.</summary>
    public static string? OfNewTable(string? remarks, SqlDialect dialect) =>
        dialect.Name is not (DbmsNames.MariaDb or DbmsNames.MySql) ? Of(remarks) : string.IsNullOrEmpty(remarks) ? null : remarks;
}
