namespace Migrations.Changelog;

/// <summary>Finds files that run in another order than a reader of their names expects: <c>10</c> stands before <c>2</c>.</summary>
static class NameOrder
{
    /// <summary>Reports the first two neighbours whose numbers are the other way round.</summary>
    /// <param name="files">The files in the order in which they run.</param>
    /// <param name="span">Where their folder is named.</param>
    /// <param name="findings">Gets the finding.</param>
    public static void Report(IReadOnlyList<SearchPathFile> files, SourceSpan span, ICollection<MigrationFinding> findings)
    {
        for (var i = 1; i < files.Count; i++)
        {
            if (!AreSurprising(files[i - 1].Name, files[i].Name)) continue;
            findings.Add(LanguageRule.SurprisingOrder.At(span, $"'{files[i - 1]}' runs before '{files[i]}': names are compared letter by letter, as in Liquibase.",
                "Fill the numbers up with zeros, such as '02' and '10', before the files have run anywhere."));
            return;
        }
    }

    /// <summary>Whether the first number in which two names differ is the greater in the name that comes first.</summary>
    static bool AreSurprising(string first, string second)
    {
        var start = first.Zip(second).TakeWhile(pair => pair.First == pair.Second).Count();
        while (start > 0 && char.IsAsciiDigit(first[start - 1])) start--;
        var (a, b) = (Digits(first, start), Digits(second, start));
        return a.Length > 0 && b.Length > 0 && (a.Length != b.Length ? a.Length > b.Length : string.CompareOrdinal(a, b) > 0);
    }

    static string Digits(string text, int start) => string.Concat(text.Skip(start).TakeWhile(char.IsAsciiDigit)).TrimStart('0');
}
