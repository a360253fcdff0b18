using System.Text;

namespace Migrations;

/// <summary>A text file that is there whole or not at all: UTF-8 without a mark, lines ended by LF.</summary>
static class WholeFile
{
    /// <summary>Writes a file; one that is there is replaced.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="write">Writes the text. Where it throws, the file stays as it was.</param>
    /// <exception cref="MigrationException">The file cannot be written (<see cref="ErrorCode.FileNotFound"/>), or what <paramref name="write"/> throws.</exception>
    public static void Write(string path, Action<TextWriter> write)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        try
        {
            using (var writer = new StreamWriter(unfinished, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" })
                write(writer);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(ErrorCode.FileNotFound, $"{path} cannot be written: {e.Message}", "Check the folder and your rights to it.", innerException: e);
        }
        finally
        {
            if (File.Exists(unfinished))
                File.Delete(unfinished);
        }
    }
}
