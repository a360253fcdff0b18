using System.Text;
using Migrations.Reports;

namespace Migrations.Ci;

/// <summary>Files for a build agent, which reads them when the command has ended: in a folder that it empties itself.</summary>
/// <param name="folder">The folder.</param>
sealed class CiFiles(string folder)
{
    /// <summary>Writes a report of a plan and gives its full path.</summary>
    /// <exception cref="MigrationException">It cannot be written.</exception>
    public string Write(string name, MigrationPlan plan, IPlanFormat format) => Write(name, writer => format.Write(plan, writer));

    /// <summary>Writes a file and gives its full path.</summary>
    /// <exception cref="MigrationException">It cannot be written.</exception>
    public string Write(string name, string text) => Write(name, writer => writer.Write(text));

    string Write(string name, Action<TextWriter> write)
    {
        var path = Path.GetFullPath(name, folder);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        WholeFile.Write(path, write);
        return path;
    }

    /// <summary>The name in a folder of its own: names are titles on the pages of a build, so those of several commands differ by their folders.</summary>
    public static string Apart(string name) => Path.Combine($"migrations-{Guid.NewGuid():N}", name);

    /// <summary>Adds to a file.</summary>
    public void Append(string name, string text) => File.AppendAllText(Path.GetFullPath(name, folder), text, Encoding);

    /// <summary>UTF-8 without a mark.</summary>
    public static Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
}
