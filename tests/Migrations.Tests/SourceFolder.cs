namespace Migrations.Tests;

/// <summary>Finds the files that stand beside the source of a test.</summary>
static class SourceFolder
{
    const string DeterministicRoot = "/_/";

    /// <summary>The folder of a source file; deterministic builds write <c>/_/</c> for the repository into the assembly.</summary>
    public static string Of(string sourceFile)
    {
        if (!sourceFile.StartsWith(DeterministicRoot, StringComparison.Ordinal))
            return Path.GetDirectoryName(sourceFile)!;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Module.sln")))
            folder = folder.Parent;
        var root = folder?.FullName ?? throw new InvalidOperationException("The repository was not found above the test's assembly.");
        return Path.GetDirectoryName(Path.Combine(root, sourceFile[DeterministicRoot.Length..]))!;
    }
}
