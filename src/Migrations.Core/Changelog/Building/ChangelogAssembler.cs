using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>Reads a file and everything it includes, in order.</summary>
sealed class ChangelogAssembler
{
    static readonly string[] HeaderAttributes = ["logicalFilePath", "contextFilter", "context", "objectQuotingStrategy"];
    static readonly string[] Entries =
        ["changeSet", "include", "includeAll", "property", "preConditions", "modifyChangeSets", "removeChangeSetProperty"];

    readonly ChangelogOptions options;
    readonly ImmutableArray<IChangelogReader> readers;
    readonly PropertyLoader propertyLoader;
    readonly ChangeSetParser changeSetParser;
    readonly PreconditionParser preconditionParser;

    // Made once: everything that is read goes through them.
    readonly Func<ScalarValue, string, ScalarValue> expandScalar;
    readonly Func<ChangelogNode, string, ChangelogNode> expandNode;

    /// <summary>Makes an assembler for one changelog.</summary>
    public ChangelogAssembler(ChangelogOptions options, ImmutableArray<IChangelogReader> readers)
    {
        this.options = options;
        this.readers = readers;
        Properties = new ChangelogProperties(options);
        propertyLoader = new PropertyLoader(options, Properties, Files, Findings);
        changeSetParser = new ChangeSetParser(options, Findings);
        preconditionParser = new PreconditionParser(Findings);
        expandScalar = Expand;
        expandNode = Expand;
    }

    /// <summary>The change sets, in the order in which they are written.</summary>
    public List<ChangeSet> ChangeSets { get; } = [];

    /// <summary>The preconditions of the headers.</summary>
    public List<PreconditionContainer> HeaderPreconditions { get; } = [];

    /// <summary>What is questionable.</summary>
    public List<MigrationFinding> Findings { get; } = [];

    /// <summary>Where the entries of the files begin.</summary>
    public List<SourceSpan> EntrySpans { get; } = [];

    /// <summary>The files that were read, as full paths.</summary>
    public List<string> Files { get; } = [];

    /// <summary>The properties.</summary>
    public ChangelogProperties Properties { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="inclusion">How it is included.</param>
    /// <param name="parent">The changelog that includes it.</param>
    /// <returns>The file as it was read.</returns>
    /// <exception cref="MigrationException">It, or a file that it includes, cannot be read or is not in the language.</exception>
    public ChangelogFrame Add(SearchPathFile file, Inclusion inclusion, ChangelogFrame? parent)
    {
        RequireNoCycle(file, inclusion, parent);
        var root = ReadNodes(file, inclusion);
        var header = new NodeAttributes(root with { Children = [.. root.Children.Where(IsHeaderAttribute).Select(node => Expand(node, file.Name))] }, Findings);
        var context = header.Context();
        var frame = new ChangelogFrame
        {
            File = file,
            Parent = parent,
            FileName = header.TrimmedText("logicalFilePath") is { } logical ? ChangeSetParser.LogicalName(logical) : file.Name,
            Contexts = [.. new[] { context, inclusion.Context }.Where(expression => !expression.IsEmpty), .. parent?.Contexts ?? []],
            Labels = [.. new[] { inclusion.Labels }.Where(labels => !labels.IsEmpty), .. parent?.Labels ?? []],
            Ignore = inclusion.Ignore,
            Quoting = QuotingStrategies.Read(header, "objectQuotingStrategy"),
        };
        foreach (var scalar in root.Scalars.Where(scalar => !scalar.IsNull))
        {
            Findings.Add(LanguageRule.IgnoredEntry.At(scalar.Span, $"'{scalar.SourceText}' is no entry of a changelog; it is passed over.",
                $"Write '{scalar.SourceText}:' with what belongs to it, or remove it."));
        }
        var first = ChangeSets.Count;
        // Each entry is expanded when it is reached: a file that is included before it may define what it uses.
        foreach (var node in root.Children) AddEntry(Expand(node, file.Name), frame, header, runWith: null);
        if (inclusion.RunWith is { } runWith)
        {
            for (var i = first; i < ChangeSets.Count; i++) ChangeSets[i] = runWith.ApplyTo(ChangeSets[i]);
        }
        return frame;
    }

    static bool IsHeaderAttribute(ChangelogNode node) => HeaderAttributes.Contains(node.Name, StringComparer.OrdinalIgnoreCase);

    ChangelogNode ReadNodes(SearchPathFile file, Inclusion inclusion)
    {
        if (Files.Count >= options.Limits.MaxFiles)
            throw ChangelogLimits.Exceeded(nameof(options.Limits.MaxFiles), options.Limits.MaxFiles, "The number of files of this changelog",
                inclusion.Span);
        if (ReaderOf(file) is not { } reader)
        {
            throw new MigrationException(ErrorCode.InvalidChangelog, $"'{file}' is no changelog: its extension is none that is read.",
                "Changelogs end with .yaml, .yml, .json or .sql.", inclusion.Span);
        }
        Files.Add(file.FullPath);
        var root = reader.Read(ChangelogText.Read(file.FullPath, file.DisplayPath, options.Limits), file.DisplayPath, Findings);
        propertyLoader.Load(root, file);
        return root;
    }

    /// <summary>The node with the properties in its values replaced; the node itself, and what is below it, where there are none.</summary>
    ChangelogNode Expand(ChangelogNode node, string fileName)
    {
        var scalars = Replace(node.Scalars, expandScalar, fileName);
        if (!node.MayHaveProperties)
            return scalars == node.Scalars ? node : node with { Scalars = scalars };
        var written = node.Children;
        var children = Replace(written, expandNode, fileName);
        return scalars == node.Scalars && children == written ? node : node with { Scalars = scalars, Children = children };
    }

    ScalarValue Expand(ScalarValue scalar, string fileName) =>
        scalar is { Value: string text, IsVerbatim: false } && Expand(text, fileName, scalar.Span) is var expanded && !ReferenceEquals(expanded, text) ? scalar with { Value = expanded } : scalar;

    /// <summary>The list with its items replaced; the list itself where each is replaced by itself.</summary>
    static ImmutableArray<T> Replace<T>(ImmutableArray<T> items, Func<T, string, T> replace, string fileName) where T : class
    {
        ImmutableArray<T>.Builder? replaced = null;
        for (var i = 0; i < items.Length; i++)
        {
            var item = replace(items[i], fileName);
            if (replaced is null && ReferenceEquals(item, items[i])) continue;
            replaced ??= items.ToBuilder();
            replaced[i] = item;
        }
        return replaced?.MoveToImmutable() ?? items;
    }

    string Expand(string text, string fileName, SourceSpan span)
    {
        var expanded = Properties.Expand(text, fileName, span);
        foreach (var name in expanded.Unknown)
        {
            Findings.Add(LanguageRule.UnknownProperty.At(span, $"Nothing defines the property '{name}', so '${{{name}}}' stays as it is written.",
                "Define it with 'property' or -Property, unless the text is meant."));
        }
        return expanded.Value;
    }

    void AddEntry(ChangelogNode node, ChangelogFrame frame, NodeAttributes around, RunWithDefaults? runWith)
    {
        EntrySpans.Add(node.Span);
        switch (node.Name)
        {
            case "changeSet": ChangeSets.Add(changeSetParser.Parse(node.Unpacked(), frame, ChangeSets)); break;
            case "include": Include(node, frame, runWith); break;
            case "includeAll": IncludeAll(node, frame, runWith); break;
            case "property": break;
            case "preConditions": HeaderPreconditions.Add(preconditionParser.Parse(node)); break;
            case "removeChangeSetProperty":
                if (ColumnPropertyRemoval.Parse(node, options.Dbms, Findings) is { } removal) frame.Removals.Add(removal);
                break;
            case "modifyChangeSets":
                var attributes = new NodeAttributes(node, Findings);
                var defaults = new RunWithDefaults(attributes.TrimmedText("runWith"), attributes.TrimmedText("runWithSpoolFile"));
                foreach (var child in node.Children.Where(child => child.Name is not ("runWith" or "runWithSpoolFile")))
                    AddEntry(child, frame, attributes, defaults);
                break;
            default: AddUnknown(node, around); break;
        }
    }

    static void AddUnknown(ChangelogNode node, NodeAttributes around)
    {
        string[] known = [.. Entries, .. HeaderAttributes];
        if (!node.Children.IsEmpty)
        {
            throw new MigrationException(ErrorCode.InvalidChangelog, $"A changelog has no '{node.Name}'.",
                NameSuggestion.Advice(node.Name, known, $"The entries are {string.Join(", ", Entries)}."), node.Span);
        }
        if (!IsHeaderAttribute(node)) around.Unknown(node, known);
    }

    void Include(ChangelogNode node, ChangelogFrame frame, RunWithDefaults? runWith)
    {
        var a = new NodeAttributes(node, Findings);
        a.ReportUnknown("file", "relativeToChangelogFile", "errorIfMissing", "contextFilter", "context", "labels", "ignore");
        var path = a.Required("file");
        var span = a.Find("file")!.Span;
        var name = a.Flag("relativeToChangelogFile", otherwise: false) ? SearchPath.Sibling(frame.File.Name, path) : path;
        if (options.SearchPath.Find(name, span) is not { } file)
        {
            if (a.Flag("errorIfMissing", otherwise: true)) throw options.SearchPath.NotFound(name, span);
            Findings.Add(LanguageRule.MissingOptionalFile.At(span, $"The file '{name}' was not found; it is optional."));
            return;
        }
        if (Directory.Exists(file.FullPath))
            throw new MigrationException(ErrorCode.InvalidChangelog, $"'{name}' is a folder.",
                "Write 'includeAll' with 'path' to include the files of a folder.", span);
        Add(file, InclusionOf(a, runWith, span), frame);
    }

    void IncludeAll(ChangelogNode node, ChangelogFrame frame, RunWithDefaults? runWith)
    {
        var a = new NodeAttributes(node, Findings);
        a.ReportUnknown("path", "relativeToChangelogFile", "errorIfMissingOrEmpty", "filter", "resourceFilter", "resourceComparator",
            "contextFilter", "context", "labels", "ignore", "minDepth", "maxDepth", "endsWithFilter");
        RefuseJava(a);
        var path = a.Required("path");
        var span = a.Find("path")!.Span;
        var name = a.Flag("relativeToChangelogFile", otherwise: false) ? SearchPath.Sibling(frame.File.Name, path) : path;
        var (minDepth, maxDepth) = (a.Number("minDepth", 0), a.Number("maxDepth", int.MaxValue));
        if (minDepth < 0 || maxDepth < minDepth)
            throw new MigrationException(ErrorCode.InvalidValue, "'maxDepth' is less than 'minDepth'.", "Write 0 <= minDepth <= maxDepth.",
                node.Span);

        var ending = a.TrimmedText("endsWithFilter") ?? "";
        var files = (options.SearchPath.List(name, span, minDepth, maxDepth) ?? [])
            .Where(file => file.FullPath.EndsWith(ending, StringComparison.OrdinalIgnoreCase)).ToList();
        if (files.Count == 0)
        {
            if (a.Flag("errorIfMissingOrEmpty", otherwise: true)) throw NoFiles(name, span);
            Findings.Add(LanguageRule.MissingOptionalFile.At(span, $"The folder '{name}' was not found, or no file in it is meant; it is optional."));
        }
        NameOrder.Report(files, span, Findings);
        foreach (var file in files)
        {
            XmlChangelog.Refuse(file, span);
            if (ReaderOf(file) is null) Findings.Add(SkippedFile(file, span));
            else Add(file, InclusionOf(a, runWith, span), frame);
        }
    }

    IChangelogReader? ReaderOf(SearchPathFile file) => readers.FirstOrDefault(reader => reader.CanRead(file.FullPath));

    MigrationException NoFiles(string folder, SourceSpan span) => new(
        ErrorCode.FileNotFound, $"There is no folder '{folder}' in {string.Join(", ", options.SearchPath.Roots)}, or no file in it is meant.",
        "Correct the path and the filters. A path next to the changelog needs 'relativeToChangelogFile: true', an optional folder "
            + "'errorIfMissingOrEmpty: false'.",
        span);

    static MigrationFinding SkippedFile(SearchPathFile file, SourceSpan span) =>
        LanguageRule.SkippedFile.At(span, $"The file '{file}' is no changelog; it is passed over.",
            "Exclude it with 'endsWithFilter', or move it elsewhere.");

    static Inclusion InclusionOf(NodeAttributes a, RunWithDefaults? runWith, SourceSpan span) =>
        new(a.Context(), a.Labels(), a.Flag("ignore", otherwise: false), runWith, span);

    static void RefuseJava(NodeAttributes a)
    {
        foreach (var name in new[] { "filter", "resourceFilter", "resourceComparator" })
        {
            if (a.TrimmedText(name) is null) continue;
            throw new MigrationException(ErrorCode.NotSupported, $"'{name}' names a Java class, and there is no Java here.",
                "Choose the files with 'endsWithFilter', 'minDepth' and 'maxDepth', or include them one by one.", a.Find(name)!.Span);
        }
    }

    static void RequireNoCycle(SearchPathFile file, Inclusion inclusion, ChangelogFrame? parent)
    {
        var chain = parent?.Chain().ToList() ?? [];
        var again = chain.FindIndex(frame => frame.File.RealPath == file.RealPath);
        if (again < 0) return;
        var names = chain.Take(again + 1).Reverse().Select(frame => frame.File.DisplayPath).Append(file.DisplayPath);
        throw new MigrationException(ErrorCode.IncludeCycle, $"A changelog includes itself: {string.Join(" -> ", names)}.",
            "Remove one of these includes.", inclusion.Span);
    }
}
