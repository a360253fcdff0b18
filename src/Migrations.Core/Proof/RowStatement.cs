using System.Collections.Immutable;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Proof;

/// <summary>What a statement does to rows.</summary>
enum RowEffect
{
    /// <summary>Adds some.</summary>
    Insert,
    /// <summary>Changes some.</summary>
    Update,
    /// <summary>Removes some.</summary>
    Delete,
    /// <summary>Removes the table with all of them.</summary>
    DropTable,
    /// <summary>Removes a column with its values.</summary>
    DropColumn,
}

/// <summary>A column that a statement sets.</summary>
/// <param name="Column">Its name as written, without quotes.</param>
/// <param name="IsConstant">Whether it gets the same value in every row, whatever was in it.</param>
sealed record SetColumn(string Column, bool IsConstant);

/// <summary>A statement on rows as far as a proof has to understand it: names are compared without regard to case.</summary>
/// <param name="Effect">What it does.</param>
/// <param name="Table">The table's name without its schema.</param>
/// <param name="Columns">The columns that it sets or drops.</param>
/// <param name="Where">Its condition; null for none.</param>
sealed record RowStatement(RowEffect Effect, string Table, ImmutableArray<SetColumn> Columns, string? Where)
{
    /// <summary>What a statement does to rows; nothing where it does none of that, or in a way that is not understood.</summary>
    public static ImmutableArray<RowStatement> Read(string sql, SqlDialect dialect)
    {
        var tokens = new CodeTokens(sql, dialect.Lexical);
        return tokens.Word(0) switch
        {
            "UPDATE" => Update(tokens, sql),
            "DELETE" or "TRUNCATE" => Delete(tokens, sql),
            "INSERT" or "REPLACE" or "MERGE" => tokens.Find("INTO", 0) is var into and >= 0 && NameAt(tokens, into + 1) is { } table ? [new(RowEffect.Insert, table.Name, [], null)] : [],
            "DROP" when tokens.Is(1, "TABLE") => NameAt(tokens, tokens.Are(2, "IF", "EXISTS") ? 4 : 2) is { } table ? [new(RowEffect.DropTable, table.Name, [], null)] : [],
            "ALTER" when tokens.Is(1, "TABLE") => Alter(tokens),
            _ => [],
        };
    }

    static ImmutableArray<RowStatement> Update(CodeTokens tokens, string sql)
    {
        var set = tokens.Find("SET", 1);
        if (set < 0 || NameAt(tokens, tokens.Is(1, "ONLY") ? 2 : 1) is not { } table)
            return [];
        var columns = ImmutableArray.CreateBuilder<SetColumn>();
        for (var at = set + 1; at < tokens.Count;)
        {
            if (NameAt(tokens, at) is not { } column || !tokens.Is(column.Next, "="))
                break;
            var end = EndOfValue(tokens, column.Next + 1);
            columns.Add(new(column.Name, IsConstant(tokens, column.Next + 1, end)));
            if (!tokens.Is(end, ","))
                break;
            at = end + 1;
        }
        return [new(RowEffect.Update, table.Name, columns.ToImmutable(), Condition(tokens, sql))];
    }

    static ImmutableArray<RowStatement> Delete(CodeTokens tokens, string sql)
    {
        var at = tokens.IsAny(1, "FROM", "TABLE") ? 2 : 1;
        return NameAt(tokens, tokens.Is(at, "ONLY") ? at + 1 : at) is { } table ? [new(RowEffect.Delete, table.Name, [], Condition(tokens, sql))] : [];
    }

    static ImmutableArray<RowStatement> Alter(CodeTokens tokens)
    {
        if (NameAt(tokens, tokens.Are(2, "IF", "EXISTS") ? 4 : 2) is not { } table)
            return [];
        var dropped = ImmutableArray.CreateBuilder<RowStatement>();
        for (var at = tokens.Find("DROP", table.Next); at >= 0; at = tokens.Find("DROP", at + 1))
        {
            var name = tokens.Is(at + 1, "COLUMN") ? at + 2 : at + 1;
            if (tokens.Are(name, "IF", "EXISTS"))
                name += 2;
            if (!tokens.IsAny(name, "CONSTRAINT", "PRIMARY", "FOREIGN", "INDEX", "KEY", "DEFAULT", "NOT", "CHECK", "PARTITION", "EXPRESSION", "IDENTITY") && NameAt(tokens, name) is { } column)
                dropped.Add(new(RowEffect.DropColumn, table.Name, [new(column.Name, IsConstant: false)], null));
        }
        return dropped.ToImmutable();
    }

    static string? Condition(CodeTokens tokens, string sql) => tokens.Find("WHERE", 1) is var where and >= 0 && where + 1 < tokens.Count ? sql[tokens.Start(where + 1)..tokens.End(tokens.Count - 1)].TrimEnd(';') : null;

    static int EndOfValue(CodeTokens tokens, int at)
    {
        while (at < tokens.Count && !tokens.IsAny(at, ",", ";", "WHERE", "FROM"))
            at = tokens.Is(at, "(") ? tokens.Close(at) + 1 : at + 1;
        return at;
    }

    /// <summary>Whether there is no name in an expression that could be a column's.</summary>
    static bool IsConstant(CodeTokens tokens, int start, int end)
    {
        for (var at = start; at < Math.Min(end, tokens.Count); at++)
        {
            if (tokens.Kind(at) == SqlTokenKind.QuotedName)
                return false;
            if (tokens.Kind(at) == SqlTokenKind.Word && !tokens.Is(at - 1, ":") && !tokens.IsAny(at, "NULL", "TRUE", "FALSE", "DATE", "TIME", "TIMESTAMP", "CAST", "AS", "N", "DEFAULT"))
                return false;
        }
        return true;
    }

    static (string Name, int Next)? NameAt(CodeTokens tokens, int at) => tokens.ReadName(ref at, out var name) ? (name[^1].Text, at) : null;
}
