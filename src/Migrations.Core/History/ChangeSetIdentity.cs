namespace Migrations.History;

/// <summary>
/// What makes a change set the same one: file name, id and author, compared without regard to case and after Liquibase's normalisation of paths
/// (<c>classpath:</c>, drive letters and leading slashes off, backslashes turned, <c>./</c> and <c>../</c> collapsed).
/// </summary>
public readonly struct ChangeSetIdentity : IEquatable<ChangeSetIdentity>
{
    readonly string fileName;
    readonly string id;
    readonly string author;

    /// <summary>Creates the identity from the texts as stored or written.</summary>
    public ChangeSetIdentity(string fileName, string id, string author)
    {
        this.fileName = Normalize(fileName);
        this.id = id;
        this.author = author;
    }

    /// <inheritdoc/>
    public bool Equals(ChangeSetIdentity other) => Same(id, other.id) && Same(author, other.author) && Same(fileName, other.fileName);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ChangeSetIdentity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(
        StringComparer.OrdinalIgnoreCase.GetHashCode(fileName), StringComparer.OrdinalIgnoreCase.GetHashCode(id), StringComparer.OrdinalIgnoreCase.GetHashCode(author));

    /// <summary>Equality.</summary>
    public static bool operator ==(ChangeSetIdentity left, ChangeSetIdentity right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(ChangeSetIdentity left, ChangeSetIdentity right) => !left.Equals(right);

    /// <summary><c>file::id::author</c>.</summary>
    public override string ToString() => $"{fileName}::{id}::{author}";

    static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    static string Normalize(string path)
    {
        if (path.StartsWith("classpath:", StringComparison.OrdinalIgnoreCase))
            path = path["classpath:".Length..];
        path = path.Replace('\\', '/');
        if (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]))
            path = path[2..];
        path = path.TrimStart('/');
        return path.Contains("./", StringComparison.Ordinal) ? Collapse(path) : path;
    }

    static string Collapse(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts is [.., not ".."])
                parts.RemoveAt(parts.Count - 1);
            else if (part != ".")
                parts.Add(part);
        }
        return string.Join('/', parts);
    }
}
