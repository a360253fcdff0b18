using System.Collections.Immutable;

namespace Migrations.Sql.Text;

/// <summary>Finds <c>SELECT … INTO table</c>, which makes a table in PostgreSQL and SQL Server.</summary>
static class SelectInto
{
    /// <summary>The table that is made, or null. An INTO belongs to the last verb before it: INSERT, MERGE and OUTPUT name a table that is there.</summary>
    public static ImmutableArray<NamePart>? Find(CodeTokens code, int at)
    {
        var verb = "";
        for (var i = at; i < code.Count; i++)
        {
            if (code.IsAny(i, "SELECT", "INSERT", "MERGE", "OUTPUT", "FETCH"))
                verb = code.Word(i);
            else if (verb == "SELECT" && code.Is(i, "INTO") && !code.Is(i - 1, ".") && ReadTarget(code, i + 1) is { } name)
                return name;
        }
        return null;
    }

    static ImmutableArray<NamePart>? ReadTarget(CodeTokens code, int at)
    {
        while (code.IsAny(at, "TEMPORARY", "TEMP", "UNLOGGED", "LOCAL", "GLOBAL", "TABLE"))
            at++;
        return code.ReadName(ref at, out var name) && !name[^1].Text.StartsWith('#') && !name[^1].Text.StartsWith('@') ? name : null;
    }
}
