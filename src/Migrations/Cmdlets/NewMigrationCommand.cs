using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Migrations.Authoring;

namespace Migrations;

/// <summary>Writes a new change set file.</summary>
[Cmdlet(VerbsCommon.New, "Migration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class NewMigrationCommand : MigrationCmdlet
{
    static readonly string[] Masters = ["changelog", "changelog-master", "db.changelog-master", "master"];

    /// <summary>What it does: add_email_to_customer, CreateOrders.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The folder; where it is not given, the first argument that is no column, else the current location.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Columns as name:type:modifier…, and the folder.</summary>
    [Parameter(Position = 1, ValueFromRemainingArguments = true)]
    public object[] Column { get; set; } = [];

    /// <summary>The author; the user who is logged on where it is not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Author { get; set; } = Environment.UserName;

    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var (folder, columns) = Arguments();
        var name = MigrationName.Parse(Name);
        var (file, id) = FreeName(folder, name);
        var identity = System.IO.Path.GetRelativePath(Location, file).Replace('\\', '/');
        if (identity.StartsWith("../", StringComparison.Ordinal))
        {
            throw new MigrationException(ErrorCode.PathOutsideSearchPath, $"{folder} is not below {Location}, so the file would have no name in history",
                "Set-Location to the root of the changelogs first.");
        }
        var text = new MigrationTemplate(name, columns).Write(id, Author, identity);
        if (!await Output.ShouldProcessAsync(file, "create change set file"))
            return;
        try
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(file, text, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(ErrorCode.FileNotFound, $"{file} cannot be written: {e.Message}", "Check the folder and your rights to it.", innerException: e);
        }
        WarnIfNotIncluded(folder, file);
        Output.WriteObject(await Output.FileAsync(file));
    }

    /// <summary>PowerShell takes <c>total:decimal(12,2)</c> apart at the parenthesis; the numbers that follow a column are put back.</summary>
    (string Folder, List<ColumnSpecification> Columns) Arguments()
    {
        var folder = Path;
        var specifications = new List<string>();
        foreach (var argument in Column.Select(a => a is PSObject wrapped ? wrapped.BaseObject : a))
        {
            if (argument is not string text)
            {
                if (specifications.Count == 0)
                    throw new MigrationException(ErrorCode.InvalidValue, $"'{argument}' is no column", "Write columns as name:type, for example email:varchar(320).");
                var numbers = argument is IEnumerable many ? many.Cast<object>() : [argument];
                specifications[^1] += $"({string.Join(',', numbers.Select(n => Convert.ToString(n, CultureInfo.InvariantCulture)))})";
            }
            else if (ColumnSpecification.IsSpecification(text))
                specifications.Add(text);
            else if (specifications.Count > 0 && text.StartsWith(':'))
                specifications[^1] += text;
            else if (folder is null)
                folder = text;
            else
                throw new MigrationException(ErrorCode.InvalidValue, $"'{text}' is neither a column nor the only folder", "Write columns as name:type, for example email:varchar(320).");
        }
        return (FullPath(folder ?? "."), [.. specifications.Select(ColumnSpecification.Parse)]);
    }

    /// <summary>Two migrations of one second get two times, so that their order is that of their making.</summary>
    static (string File, string Id) FreeName(string folder, MigrationName name)
    {
        for (var time = DateTime.UtcNow; ; time = time.AddSeconds(1))
        {
            var stamp = time.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
            if (!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, stamp + "_*").Any())
                return (System.IO.Path.Combine(folder, $"{stamp}_{name.Snake}.yaml"), $"{stamp}_{name.Snake}");
        }
    }

    void WarnIfNotIncluded(string folder, string file)
    {
        foreach (var master in Masters.SelectMany(m => new[] { $"{m}.yaml", $"{m}.yml", $"{m}.json" }).Select(m => System.IO.Path.Combine(folder, m)).Where(File.Exists))
        {
            if (!File.ReadAllText(master).Contains("includeAll", StringComparison.Ordinal))
                Output.WriteWarning($"{System.IO.Path.GetFileName(master)} names its files one by one; add an include of {System.IO.Path.GetFileName(file)} to it.");
        }
    }
}
