namespace Migrations.Tests;

/// <summary>
/// Texts that a person has looked at: Accepted/&lt;name&gt;.verified.txt. A difference is written beside it as .received.txt;
/// <c>./build.ps1 Accept</c> takes it over.
/// </summary>
static class Accepted
{
    public static void Check(string name, string actual)
    {
        var folder = Path.Combine(BuiltModule.Repository, "tests", "Migrations.Module.Tests", "Accepted");
        var verified = Path.Combine(folder, name + ".verified.txt");
        var received = Path.Combine(folder, name + ".received.txt");
        var text = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "(there is no verified file)";
        if (expected == text)
        {
            File.Delete(received);
            return;
        }
        Directory.CreateDirectory(folder);
        File.WriteAllText(received, text);
        Assert.Equal(expected, text);
    }
}
