namespace Migrations.Sql.Text;

/// <summary>What a statement of a SQL Server batch has to do with the statements around it.</summary>
/// <param name="Declared">The variables it declares for the rest of the batch; null for none.</param>
/// <param name="Used">The variables it mentions; null for none.</param>
/// <param name="StartsWithElse">Whether it goes on with the IF before it.</param>
/// <param name="Routine">Whether it makes a routine, which has to begin a batch of its own.</param>
readonly record struct StatementVariables(HashSet<string>? Declared, HashSet<string>? Used, bool StartsWithElse, bool Routine);

/// <summary>
/// Keeps together what only works within one batch of SQL Server: a variable lives to the end of its batch, and ELSE belongs to the IF before it.
/// Liquibase cuts both apart, and the server then refuses them, so nothing that works there changes here.
/// </summary>
sealed class BatchVariables(SqlLexicalRules rules)
{
    HashSet<string>? declared, used;
    bool any, declaring, startsWithElse;

    /// <summary>Takes the next token that is no trivia.</summary>
    public void Accept(string text, SqlToken token)
    {
        if (!rules.GoSeparator)
            return;
        var word = token.Kind == SqlTokenKind.Word ? token.In(text) : default;
        startsWithElse |= !any && word.Equals("ELSE", StringComparison.OrdinalIgnoreCase);
        any = true;
        if (word.Equals("DECLARE", StringComparison.OrdinalIgnoreCase))
            declaring = true;
        else if (word is ['@', not '@', ..])
        {
            var name = word.ToString();
            (used ??= new(StringComparer.OrdinalIgnoreCase)).Add(name);
            if (declaring)
                (declared ??= new(StringComparer.OrdinalIgnoreCase)).Add(name);
        }
    }

    /// <summary>What was found, and a new start.</summary>
    public StatementVariables Take(bool routine)
    {
        var result = new StatementVariables(routine ? null : declared, used, startsWithElse, routine);
        declared = used = null;
        any = declaring = startsWithElse = false;
        return result;
    }

    /// <summary>The statements of one batch, those that need each other joined into one.</summary>
    public static List<Draft> Join(List<Draft> batch)
    {
        var joined = new List<Draft>(batch.Count);
        for (var i = 0; i < batch.Count;)
        {
            var last = LastNeeding(batch, i);
            joined.Add(last == i ? batch[i] : batch[i] with { End = batch[last].End, Unterminated = batch[last].Unterminated });
            i = last + 1;
        }
        return joined;
    }

    static int LastNeeding(List<Draft> batch, int first)
    {
        var last = first;
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = first; i <= last; i++)
        {
            known.UnionWith(batch[i].Variables.Declared ?? []);
            for (var k = last + 1; k < batch.Count && !batch[k].Variables.Routine; k++)
            {
                var next = batch[k].Variables;
                if ((next.StartsWithElse && k == last + 1) || (next.Used is not null && known.Overlaps(next.Used)))
                    last = k;
            }
        }
        return last;
    }
}
