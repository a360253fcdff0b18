using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Dialects.MySql;

/// <summary>
/// Reads procedures and functions: information_schema says which there are, SHOW CREATE how they were made. It is asked only where some are wanted.
/// </summary>
/// <param name="query">Runs queries in one round trip.</param>
/// <param name="dialect">The dialect.</param>
/// <param name="among">The condition that a schema and a name in two columns are among some names.</param>
sealed class MySqlProgramReader(
    Func<List<string>, CancellationToken, Task<List<List<MySqlRow>>>> query, MySqlDialect dialect, Func<IEnumerable<ObjectName>, string, string, string> among)
{
    /// <summary>Adds programs to a model.</summary>
    /// <param name="keys">The objects asked for; null for everything in the connection's database.</param>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<SchemaModel> ReadAsync(IReadOnlyCollection<ObjectKey>? keys, SchemaModel model, CancellationToken cancellationToken)
    {
        var names = keys?.Where(k => k.Kind is ObjectKind.Procedure or ObjectKind.Function).Select(k => k.Name).ToHashSet();
        if (names is { Count: 0 })
            return model;
        var where = names is null ? "ROUTINE_SCHEMA = DATABASE()" : among(names, "ROUTINE_SCHEMA", "ROUTINE_NAME");
        var found = (await query([$"SELECT ROUTINE_SCHEMA, ROUTINE_NAME, ROUTINE_TYPE, DEFINER FROM information_schema.ROUTINES WHERE ROUTINE_TYPE IN ('PROCEDURE', 'FUNCTION') AND {where}"], cancellationToken))[0]
            .Select(r => (Row: r, Kind: r["ROUTINE_TYPE"] == "FUNCTION" ? ObjectKind.Function : ObjectKind.Procedure,
                Name: dialect.Resolve(null, r["ROUTINE_SCHEMA"], "", QuotingStrategy.QuoteAllObjects) with { Name = r["ROUTINE_NAME"]! }))
            .Where(f => keys is null || keys.Any(k => k.Kind == f.Kind && model.SameName(k.Name, f.Name))).ToList();
        var texts = await query([.. found.Select(f => $"SHOW CREATE {f.Kind.ToString().ToUpperInvariant()} {dialect.Quote(f.Name)}")], cancellationToken);
        for (var i = 0; i < found.Count; i++)
            model = model.With(new StoredProgram(found[i].Kind, found[i].Name, Text(found[i].Name, found[i].Row["DEFINER"], texts[i][0][$"Create {found[i].Kind}"])));
        return model;
    }

    /// <summary>
    /// The statement as it can run again: without a definer where that is the connection's user anyway, and with the database's name where it is another one.
    /// Empty where the server does not show it.
    /// </summary>
    string Text(ObjectName name, string? definer, string? created)
    {
        if (created is null)
            return "";
        var text = definer == dialect.Server.CurrentUser ? created.Replace($" DEFINER={MySqlCatalog.Account(definer!)}", "", StringComparison.Ordinal) : created;
        return name.Schema is null ? text : ProgramHeader.Read(text, dialect.Lexical)?.WithName(dialect.Quote(name)) ?? text;
    }
}
