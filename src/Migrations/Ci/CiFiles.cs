using System.Text;
using Migrations.Reports;

namespace Migrations.Ci;

/// <summary>Files for a build agent, which reads them when the command has ended: in a folder that it empties itself.</summary>
/// <param name="folder">The folder.</param>
sealed class CiFiles(string folder)
{
    /// <summary>Writes a report of a plan and gives its full path.</summary>
    public string Write(string name, MigrationPlan plan, IPlanFormat format)
    {
        using var text = new StringWriter { NewLine = "\n" };
        format.Write(plan, text);
        return Write(name, text.ToString());
    }

    /// <summary>Writes a file and gives its full path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.GetFullPath(name, folder);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, Encoding);
        return path;
    }

    /// <summary>Adds to a file.</summary>
    public void Append(string name, string text) => File.AppendAllText(Path.GetFullPath(name, folder), text, Encoding);

    /// <summary>UTF-8 without a mark.</summary>
    public static Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
}
