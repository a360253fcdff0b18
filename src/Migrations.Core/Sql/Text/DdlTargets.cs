using System.Collections.Immutable;
using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>Reads the names of the objects that a DDL statement is about. What cannot be read makes the statement one that may change everything.</summary>
sealed class DdlTargets(CodeTokens code, StatementEffects effects)
{
    /// <summary>Reads one name.</summary>
    public void Named(ObjectKind kind, int at)
    {
        SkipExistence(ref at);
        code.Skip(ref at, "ONLY");
        if (code.ReadName(ref at, out var name))
            effects.Change(kind, name);
        else
            effects.Everything = true;
    }

    /// <summary>Reads names with commas between them.</summary>
    public void List(ObjectKind kind, int at)
    {
        SkipExistence(ref at);
        do
        {
            if (!code.ReadName(ref at, out var name))
            {
                effects.Everything = true;
                return;
            }
            effects.Change(kind, name);
        }
        while (code.Skip(ref at, ","));
    }

    /// <summary>Reads the procedures, functions or synonyms of a DROP, with their arguments between them.</summary>
    public void Programs(ObjectKind kind, int at)
    {
        SkipExistence(ref at);
        do
        {
            if (!code.ReadName(ref at, out var name))
            {
                effects.Everything = true;
                return;
            }
            effects.Change(kind, name);
            if (code.Is(at, "("))
                at = code.Close(at) + 1;
        }
        while (code.Skip(ref at, ","));
    }

    void SkipExistence(ref int at)
    {
        if (!code.Skip(ref at, "IF", "NOT", "EXISTS"))
            code.Skip(ref at, "IF", "EXISTS");
    }

    /// <summary>The table behind ON; SQL Server's triggers ON DATABASE and ON ALL SERVER belong to none.</summary>
    public void On(int at)
    {
        var on = code.Find("ON", at);
        if (on < 0)
        {
            effects.Everything = true;
            return;
        }
        if (code.Flavor == SqlFlavor.SqlServer && (code.Is(on + 1, "DATABASE") || code.Are(on + 1, "ALL", "SERVER")))
            return;
        Named(ObjectKind.Table, on + 1);
    }

    /// <summary>Reads the indexes of DROP INDEX, or the tables behind their ON.</summary>
    public void Indexes(int at)
    {
        if (code.Skip(ref at, "CONCURRENTLY"))
            effects.OutsideTransaction = true;
        SkipExistence(ref at);
        if (code.Flavor is SqlFlavor.PostgreSql or SqlFlavor.Sqlite)
        {
            List(ObjectKind.Index, at);
            return;
        }
        do
        {
            if (!code.ReadName(ref at, out ImmutableArray<NamePart> _) || !code.Skip(ref at, "ON") || !code.ReadName(ref at, out var table))
            {
                effects.Everything = true;
                return;
            }
            effects.Change(ObjectKind.Table, table);
        }
        while (code.Skip(ref at, ","));
    }
}
