namespace Migrations.Sql.Text;

/// <summary>The database whose language a text is in, as its lexical rules tell.</summary>
enum SqlFlavor
{
    PostgreSql,
    SqlServer,
    MySql,
    Sqlite,
}

static class SqlFlavors
{
    public static SqlFlavor Flavor(this SqlLexicalRules rules) => rules switch
    {
        { GoSeparator: true } => SqlFlavor.SqlServer,
        { DollarQuotes: true } => SqlFlavor.PostgreSql,
        { HashComments: true } => SqlFlavor.MySql,
        _ => SqlFlavor.Sqlite,
    };
}
