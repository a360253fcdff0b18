using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>Reads a changelog with everything it includes for one target.</summary>
/// <param name="options">For whom and how.</param>
public sealed class ChangelogBuilder(ChangelogOptions options)
{
    readonly ImmutableArray<IChangelogReader> readers = options.Readers.IsDefaultOrEmpty
        ? [new YamlChangelogReader(options.Limits, options.Summarize), new SqlChangelogReader()]
        : options.Readers;

    /// <summary>Reads a changelog.</summary>
    /// <param name="path">
    /// A changelog file, or a folder: then its master file (<c>changelog</c>, <c>changelog-master</c>, <c>db.changelog-master</c> or
    /// <c>master</c>), else every changelog directly in it in the order of the names. Relative to the caller's location, or to a root of the
    /// search path.
    /// </param>
    /// <exception cref="MigrationException">A file cannot be found or read, or is not in the language.</exception>
    public ChangelogModel Build(string path)
    {
        var assembler = new ChangelogAssembler(options, readers);
        var located = options.SearchPath.Locate(path);
        var files = Directory.Exists(located.FullPath) ? FilesOf(located, assembler.Findings) : [located];
        NameOrder.Report(files, SourceSpan.WholeFile(located.DisplayPath), assembler.Findings);
        var frames = files.Select(file => assembler.Add(file, Inclusion.Root(file.DisplayPath), parent: null)).ToList();
        DuplicateChangeSets.Refuse(assembler.ChangeSets, options);
        ReportContexts(assembler);
        return new ChangelogModel
        {
            FileName = frames is [var only] ? only.FileName : located.Name,
            SearchPathName = frames is [var file] ? file.File.Name : located.Name,
            QuotingStrategy = frames is [var root] ? root.Quoting : null,
            ChangeSets = [.. assembler.ChangeSets.OrderBy(set => set.RunOrder switch { RunOrder.First => 0, RunOrder.AsWritten => 1, _ => 2 })],
            HeaderPreconditions = [.. assembler.HeaderPreconditions],
            Findings = [.. Shown(assembler.Findings.Distinct(), assembler.Properties.Secrets)],
            Entries = [.. assembler.EntrySpans],
            Files = [.. assembler.Files],
            Properties = assembler.Properties,
        };
    }

    /// <summary>A run without contexts is a run with all of them, which surprises who has written some.</summary>
    void ReportContexts(ChangelogAssembler assembler)
    {
        if (!options.Contexts.IsEmpty) return;
        var first = assembler.ChangeSets.Find(set => set is { MatchesDbms: true, Ignore: false, HistoryContexts: not null } && set.IsInContexts([]));
        if (first is null) return;
        assembler.Findings.Add(LanguageRule.NoContextGiven.At(first.Span,
            $"The change set '{first.Id}' is for the contexts '{first.HistoryContexts}', and the run names none: then all change sets run, whatever their contexts.",
            "Give -Context, or write '@' before a context that has to be asked for by name."));
    }

    IEnumerable<MigrationFinding> Shown(IEnumerable<MigrationFinding> findings, SecretMask secrets) => findings
        .Select(finding => options.Strict ? LanguageRule.WhenStrict(finding) : finding)
        .Select(finding => finding with { Message = secrets.Mask(finding.Message), Advice = finding.Advice is { } advice
            ? secrets.Mask(advice) : null });

    ImmutableArray<SearchPathFile> FilesOf(SearchPathFile folder, List<MigrationFinding> findings)
    {
        var files = options.SearchPath.FilesIn(folder);
        var chosen = MasterFile.Choose(files, IsChangelog);
        if (chosen.IsEmpty)
        {
            throw new MigrationException(ErrorCode.FileNotFound, $"There is no changelog in the folder '{folder}'.",
                "Name a changelog file, or create the first change set with New-Migration.", SourceSpan.WholeFile(folder.DisplayPath));
        }
        if (chosen.Length > 1)
        {
            findings.AddRange(files.Except(chosen)
                .Where(file => file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase))
                .Select(file => LanguageRule.SkippedFile.At(SourceSpan.WholeFile(file.DisplayPath),
                    $"The SQL file '{file}' is no changelog; it is passed over.", "Include it with 'include' or 'includeAll' in a changelog.")));
        }
        return chosen;
    }

    /// <summary>A plain SQL file in a folder is as likely the file of a sqlFile change; only includeAll says that it is meant as a change set.</summary>
    bool IsChangelog(SearchPathFile file) =>
        readers.Any(reader => reader.CanRead(file.FullPath) && (reader is not SqlChangelogReader || SqlChangelogReader.IsFormatted(file.FullPath)));
}
