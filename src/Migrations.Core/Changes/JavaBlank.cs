namespace Migrations.Changes;

/// <summary>What Java's <c>String.trim</c> counts as blank: every character up to the space, and no others.</summary>
static class JavaBlank
{
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && text[start] <= ' ')
            start++;
        var end = text.Length;
        while (end > start && text[end - 1] <= ' ')
            end--;
        return text[start..end];
    }

    public static string? TrimToNull(string? text)
    {
        var trimmed = Trim(text);
        return trimmed.IsEmpty ? null : trimmed.Length == text!.Length ? text : trimmed.ToString();
    }
}
