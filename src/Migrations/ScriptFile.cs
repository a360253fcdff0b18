namespace Migrations;

/// <summary>A plan as a script in a file, where a command is asked for that instead of running it.</summary>
static class ScriptFile
{
    /// <summary>Writes the script whole or not at all, and shows the file on the pipeline.</summary>
    /// <param name="path">Where; a file that is there is replaced.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="output">The pipeline.</param>
    /// <param name="write">Writes the script.</param>
    /// <exception cref="MigrationException">The plan cannot be a script, or the file cannot be written.</exception>
    public static async Task WriteAsync(string path, MigrationPlan plan, CommandOutput output, Action<TextWriter> write)
    {
        // Nothing in a database is touched, so only -WhatIf keeps it from being written.
        if (await output.IsWhatIfAsync())
        {
            await output.ShouldProcessAsync(path, $"write the script of {plan}");
            return;
        }
        WholeFile.Write(path, write);
        output.WriteObject(await output.FileAsync(path));
    }
}
