using System.Collections.Immutable;
using System.Text;

namespace Migrations.Authoring;

/// <summary>What the name of a new migration says: <c>add_email_to_customer</c>, <c>AddEmailToCustomer</c> and <c>add-email-to-customer</c> are the same.</summary>
/// <param name="Words">Its words in lower case.</param>
public sealed record MigrationName(ImmutableArray<string> Words)
{
    /// <summary>Takes a name apart.</summary>
    /// <exception cref="MigrationException">There is no word in it (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static MigrationName Parse(string name)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = char.IsUpper(name[i]) && i > 0 && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]) && char.IsUpper(name[i - 1])));
            if (startsWord || !char.IsLetterOrDigit(name[i]))
                End();
            if (char.IsLetterOrDigit(name[i]))
                word.Append(char.ToLowerInvariant(name[i]));
        }
        End();
        return words.Count > 0 ? new(words.ToImmutable()) : throw new MigrationException(ErrorCode.InvalidValue, $"'{name}' has no word to name a migration by",
            "Say what it does: add_email_to_customer, create_orders.");

        void End()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>The words joined by underscores: part of the file name and of the id.</summary>
    public string Snake => string.Join('_', Words);

    /// <summary>The table of <c>create_orders</c>, <c>drop_orders</c>; null where the name says something else.</summary>
    public string? TableAfter(params ReadOnlySpan<string> verbs) =>
        Words.Length > 1 && verbs.Contains(Words[0]) && !Words.Contains("to") && !Words.Contains("from")
            ? string.Join('_', Words[1] == "table" && Words.Length > 2 ? Words[2..] : Words[1..])
            : null;

    /// <summary>The table of <c>add_email_to_customer</c>, <c>remove_email_from_customer</c>; null where the name says something else.</summary>
    public string? TableBehind(string preposition, params ReadOnlySpan<string> verbs)
    {
        var at = Words.LastIndexOf(preposition);
        return at > 1 && at < Words.Length - 1 && verbs.Contains(Words[0]) ? string.Join('_', Words[(at + 1)..]) : null;
    }
}
