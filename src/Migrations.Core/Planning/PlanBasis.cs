using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Migrations.Changelog;
using Migrations.Execution;
using Migrations.History;

namespace Migrations.Planning;

/// <summary>What a plan rests on: where one of these has moved, what was looked at is not what would run.</summary>
sealed record PlanBasis
{
    /// <summary>History as it was; null for a plan that was made without a database.</summary>
    public HistoryMark? History { get; init; }

    /// <summary>All change sets of the changelog in their order.</summary>
    public required ImmutableArray<ChangeSetMark> ChangeSets { get; init; }

    /// <summary>The files of the changelog.</summary>
    public required ImmutableArray<FileMark> Files { get; init; }

    /// <summary>The objects that the plan touches, as they were.</summary>
    public ImmutableArray<ObjectMark> Objects { get; init; } = [];

    /// <summary>The secrets that its statements show as <c>${name}</c>.</summary>
    public ImmutableArray<SecretMark> Secrets { get; init; } = [];

    /// <summary>The basis of a plan.</summary>
    /// <param name="planned">The plan.</param>
    /// <param name="changelog">Its changelog.</param>
    /// <param name="steps">What is shown of it.</param>
    /// <param name="origin">Where it comes from.</param>
    public static PlanBasis Of(PlannedRun planned, PreparedChangelog changelog, IEnumerable<PlanStep> steps, PlanOrigin origin)
    {
        var secrets = origin.Settings.Secrets;
        return new()
        {
            History = planned.PlannedBy is null ? null : HistoryMark.Of(planned.History.Rows),
            ChangeSets = ChangeSetMark.Of(changelog),
            Files = FileMark.Of(changelog.Model, origin.Settings),
            Objects = [.. planned.Touched.Select(o => o.Masked(secrets.Mask))],
            Secrets = SecretMark.Of(secrets, steps.SelectMany(s => s.Statements)),
        };
    }
}

/// <summary>History at one moment.</summary>
/// <param name="Count">How many rows it had.</param>
/// <param name="Digest">A sum over what they say has run.</param>
/// <param name="Last">The last of them, for people.</param>
sealed record HistoryMark(int Count, string Digest, string? Last)
{
    /// <summary>The rows that stand for change sets.</summary>
    public static ImmutableArray<HistoryRow> RowsOf(HistoryIndex history) => [.. history.Rows.Where(r => !r.IsForTag)];

    /// <summary>Marks history.</summary>
    /// <param name="rows">Its rows in the order in which they ran. What can change without anything being run does not count: tags, checksums, times.</param>
    public static HistoryMark Of(IEnumerable<HistoryRow> rows)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = 0;
        HistoryRow? last = null;
        foreach (var row in rows.Where(r => !r.IsForTag))
        {
            var text = string.Join('\0', row.FileName, row.Id, row.Author, row.OrderExecuted.ToString(CultureInfo.InvariantCulture), row.ExecType, row.DeploymentId);
            sum.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
            count++;
            last = row;
        }
        return new(count, Convert.ToHexString(sum.GetHashAndReset()).ToLowerInvariant(), last is null ? null : Describe(last));
    }

    /// <summary><c>file::id::author (deployment 1234567890)</c>.</summary>
    public static string Describe(HistoryRow row) => $"{row.FileName}::{row.Id}::{row.Author}{(row.DeploymentId is { } deployment ? $" (deployment {deployment})" : "")}";
}

/// <summary>A change set of the changelog.</summary>
/// <param name="File">The file name that identifies it.</param>
/// <param name="Id">Its id.</param>
/// <param name="Author">Its author.</param>
/// <param name="Checksum">Its checksum; empty where it is for other databases.</param>
sealed record ChangeSetMark(string File, string Id, string Author, string Checksum)
{
    /// <summary>Those of a changelog.</summary>
    public static ImmutableArray<ChangeSetMark> Of(PreparedChangelog changelog) =>
        [.. changelog.ChangeSets.Select(c => new ChangeSetMark(c.ChangeSet.FileName, c.ChangeSet.Id, c.ChangeSet.Author, c.Checksum))];

    /// <summary>What makes it the same change set.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public ChangeSetIdentity Identity => new(File, Id, Author);
}

/// <summary>A file of the changelog. It tells of edits that no checksum tells of: preconditions, rollbacks, contexts.</summary>
/// <param name="Name">Its name below the search path.</param>
/// <param name="Sha256">The sum of its bytes, carriage returns left out: a checkout may have put them in.</param>
sealed record FileMark(string Name, string Sha256)
{
    /// <summary>Those of a changelog.</summary>
    public static ImmutableArray<FileMark> Of(ChangelogModel model, RunSettings settings)
    {
        var roots = settings.SearchPath.Count > 0 ? settings.SearchPath : [settings.Location];
        return [.. model.Files.Distinct(StringComparer.Ordinal).Select(file => new FileMark(NameBelow(roots, file), Sum(file)))];
    }

    static string NameBelow(IEnumerable<string> roots, string file) => roots.Select(root => Path.GetRelativePath(root, file))
        .FirstOrDefault(name => !name.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(name), file).Replace('\\', '/');

    static string Sum(string file)
    {
        try
        {
            return Convert.ToHexString(SHA256.HashData(Array.FindAll(File.ReadAllBytes(file), b => b != '\r'))).ToLowerInvariant();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(ErrorCode.FileNotFound, $"the file {file} cannot be read: {e.Message}", "Check your rights to the file.", SourceSpan.WholeFile(file), e);
        }
    }
}

/// <summary>A secret of which only a salted sum is kept, to tell whether it is still the same.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Salt">Random bytes, Base64.</param>
/// <param name="Hash">PBKDF2 with SHA-256 over the value, Base64: slow on purpose, because a plan is shown to many.</param>
sealed record SecretMark(string Name, string Salt, string Hash)
{
    const int Iterations = 200_000;
    const int Length = 32;

    /// <summary>Those that statements show by their names.</summary>
    public static ImmutableArray<SecretMark> Of(KnownSecrets secrets, IEnumerable<PlanStatement> statements) =>
        [.. statements.SelectMany(s => secrets.NamesIn(s.Sql)).Distinct(StringComparer.OrdinalIgnoreCase).Select(name => Of(name, secrets.ValueOf(name)!))];

    /// <summary>Whether a value is the secret.</summary>
    public bool Matches(string value) => CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(Hash), Derive(value, Convert.FromBase64String(Salt)));

    static SecretMark Of(string name, string value)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return new(name, Convert.ToBase64String(salt), Convert.ToBase64String(Derive(value, salt)));
    }

    static byte[] Derive(string value, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(value, salt, Iterations, HashAlgorithmName.SHA256, Length);
}
