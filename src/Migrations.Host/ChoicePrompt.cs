using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace Migrations.Host;

/// <summary>A question with named answers, such as -Confirm asks.</summary>
static class ChoicePrompt
{
    /// <summary>Asks until an answer is understood. Returns its index.</summary>
    public static int Ask(ConsoleUI console, string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        if (!string.IsNullOrEmpty(caption))
            console.WriteLine(caption);
        if (!string.IsNullOrEmpty(message))
            console.WriteLine(message);
        var answers = choices.Select(choice => Split(choice.Label)).ToArray();
        while (true)
        {
            foreach (var (key, name) in answers)
                console.Write(key.Length == 0 ? $"{name}  " : $"[{key}] {name}  ");
            console.Write(defaultChoice >= 0 ? $"[?] Help (default is \"{Shortest(answers[defaultChoice])}\"): " : "[?] Help: ");
            var answer = Console.ReadLine()?.Trim();
            if (string.IsNullOrEmpty(answer) && defaultChoice >= 0)
                return defaultChoice;
            var chosen = Array.FindIndex(answers, a => Is(answer, a.Key) || Is(answer, a.Name));
            if (chosen >= 0)
                return chosen;
            if (answer == "?")
                for (int i = 0; i < choices.Count; i++)
                    console.WriteLine($"{Shortest(answers[i])} - {choices[i].HelpMessage}");
        }
    }

    /// <summary><c>Yes to &amp;All</c> is the name "Yes to All" with the key "A".</summary>
    static (string Key, string Name) Split(string label)
    {
        var mark = label.IndexOf('&', StringComparison.Ordinal);
        return mark < 0 || mark == label.Length - 1 ? ("", label) : (label.Substring(mark + 1, 1).ToUpperInvariant(), label.Remove(mark, 1));
    }

    static string Shortest((string Key, string Name) answer) => answer.Key.Length == 0 ? answer.Name : answer.Key;

    static bool Is(string? answer, string expected) => expected.Length > 0 && string.Equals(answer, expected, StringComparison.OrdinalIgnoreCase);
}
