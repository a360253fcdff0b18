namespace Migrations.History;

/// <summary>A row of DATABASECHANGELOG. Texts are as stored.</summary>
public sealed record HistoryRow
{
    const string InternalFile = "liquibase-internal";
    const string InternalAuthor = "liquibase";

    /// <summary>The change set's id.</summary>
    public required string Id { get; init; }

    /// <summary>The change set's author.</summary>
    public required string Author { get; init; }

    /// <summary>The change set's file name: its identity, not a path to open.</summary>
    public required string FileName { get; init; }

    /// <summary>When it ran, in server time.</summary>
    public DateTime? DateExecuted { get; init; }

    /// <summary>Its place in the order of runs, counted over all runs.</summary>
    public int OrderExecuted { get; init; }

    /// <summary><c>EXECUTED</c>, <c>RERAN</c> or <c>MARK_RAN</c>.</summary>
    public string ExecType { get; init; } = "EXECUTED";

    /// <summary>The checksum with its version prefix; null where it was cleared.</summary>
    public string? Md5Sum { get; init; }

    /// <summary>What it did, in Liquibase's words.</summary>
    public string? Description { get; init; }

    /// <summary>The change set's comment; Liquibase stores an empty text for none.</summary>
    public string? Comments { get; init; }

    /// <summary>The tag.</summary>
    public string? Tag { get; init; }

    /// <summary>The version of Liquibase whose rules the row follows.</summary>
    public string? Liquibase { get; init; }

    /// <summary>The context expressions.</summary>
    public string? Contexts { get; init; }

    /// <summary>The labels.</summary>
    public string? Labels { get; init; }

    /// <summary>The run that wrote it.</summary>
    public string? DeploymentId { get; init; }

    /// <summary>What Liquibase writes where there is no row that a tag could be set on: a change set of its own that does nothing.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="deploymentId">The run.</param>
    public static HistoryRow ForTag(string tag, string deploymentId) => new()
    {
        Id = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
        Author = InternalAuthor,
        FileName = InternalFile,
        OrderExecuted = 1,
        // The sum of no changes at all.
        Md5Sum = "9:d41d8cd98f00b204e9800998ecf8427e",
        Description = "empty",
        Comments = "",
        Tag = tag,
        DeploymentId = deploymentId,
    };

    /// <summary>Whether it only carries a tag and stands for no change set: neither unexpected nor ever undone, as in Liquibase.</summary>
    public bool IsForTag => FileName == InternalFile && Author == InternalAuthor;

    /// <summary>The identity as it is compared.</summary>
    public ChangeSetIdentity Identity => new(FileName, Id, Author);
}
