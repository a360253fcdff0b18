using System.Globalization;
using System.Text;

namespace Migrations.Authoring;

/// <summary>Writes the YAML of a new migration: what its name and columns say, with the way back; a skeleton that is valid as it stands where they say nothing.</summary>
/// <param name="name">The migration's name.</param>
/// <param name="columns">The columns that were given.</param>
public sealed class MigrationTemplate(MigrationName name, IReadOnlyList<ColumnSpecification> columns)
{
    /// <summary>The file's text.</summary>
    /// <param name="id">The change set's id.</param>
    /// <param name="author">Its author.</param>
    /// <param name="logicalFilePath">The name that identifies it in history, wherever the file is moved later.</param>
    public string Write(string id, string author, string logicalFilePath)
    {
        var yaml = new StringBuilder();
        void Line(int depth, string text) => yaml.Append(' ', depth * 2).Append(text).Append('\n');
        Line(0, "databaseChangeLog:");
        Line(0, "- changeSet:");
        Line(2, $"id: {Scalar(id)}");
        Line(2, $"author: {Scalar(author)}");
        Line(2, "# The name by which history knows this change set: the file can be moved, this line must stay.");
        Line(2, $"logicalFilePath: {Scalar(logicalFilePath)}");
        Line(2, $"comment: {Scalar(Sentence())}");
        Body(Line);
        return yaml.ToString();
    }

    void Body(Action<int, string> line)
    {
        if (columns.Count > 0 && name.TableAfter("create", "new") is { } created)
            CreateTable(line, created);
        else if (columns.Count > 0 && name.TableBehind("to", "add") is { } extended)
            AddColumns(line, extended);
        else if (columns.Count > 0 && name.TableBehind("from", "remove", "drop", "delete") is { } reduced)
            DropColumns(line, reduced);
        else if (columns.Count > 0)
            throw new MigrationException(ErrorCode.InvalidValue, $"the name '{name.Snake}' does not say what to do with the columns",
                "Use a name such as create_orders, add_email_to_customer or remove_email_from_customer.");
        else
            Skeleton(line);
    }

    static void Skeleton(Action<int, string> line)
    {
        line(2, "changes:");
        line(2, "# Replace this with what shall change, for example:");
        line(2, "# - addColumn: {tableName: customer, columns: [{column: {name: email, type: varchar(320)}}]}");
        line(2, "- empty: {}");
        line(2, "# The way back. Most changes know theirs by themselves; raw SQL, data and drops need it written here.");
        line(2, "rollback:");
        line(2, "- empty: {}");
    }

    void CreateTable(Action<int, string> line, string table)
    {
        line(2, "changes:");
        line(2, "- createTable:");
        line(4, $"tableName: {Scalar(table)}");
        Columns(line, columns);
        Constraints(line, table);
        line(2, "rollback:");
        line(2, $"- dropTable: {{tableName: {Scalar(table)}}}");
    }

    void AddColumns(Action<int, string> line, string table)
    {
        line(2, "changes:");
        line(2, "- addColumn:");
        line(4, $"tableName: {Scalar(table)}");
        Columns(line, columns);
        Constraints(line, table);
        line(2, "rollback:");
        foreach (var column in columns.Where(c => c.References is not null))
            line(2, $"- dropForeignKeyConstraint: {{baseTableName: {Scalar(table)}, constraintName: {Scalar(ForeignKey(table, column))}}}");
        foreach (var column in columns.Where(c => c.Index))
            line(2, $"- dropIndex: {{tableName: {Scalar(table)}, indexName: {Scalar(Index(table, column))}}}");
        foreach (var column in columns.Reverse())
            line(2, $"- dropColumn: {{tableName: {Scalar(table)}, columnName: {Scalar(column.Name)}}}");
    }

    void DropColumns(Action<int, string> line, string table)
    {
        line(2, "changes:");
        foreach (var column in columns)
            line(2, $"- dropColumn: {{tableName: {Scalar(table)}, columnName: {Scalar(column.Name)}}}");
        line(2, "rollback:");
        line(2, "- addColumn:");
        line(4, $"tableName: {Scalar(table)}");
        Columns(line, columns);
    }

    static void Columns(Action<int, string> line, IEnumerable<ColumnSpecification> columns)
    {
        line(4, "columns:");
        foreach (var column in columns)
        {
            line(4, "- column:");
            line(6, $"name: {Scalar(column.Name)}");
            line(6, $"type: {Scalar(column.Type)}");
            if (column.PrimaryKey && column.IsWholeNumber)
                line(6, "autoIncrement: true");
            if (column.Default is { } value)
                line(6, decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _) ? $"defaultValueNumeric: {value}" : $"defaultValue: {Scalar(value)}");
            var constraints = new[] { column.PrimaryKey ? "primaryKey: true" : null, column.Required ? "nullable: false" : null, column.Unique ? "unique: true" : null }.OfType<string>();
            if (constraints.Any())
                line(6, $"constraints: {{{string.Join(", ", constraints)}}}");
        }
    }

    void Constraints(Action<int, string> line, string table)
    {
        foreach (var column in columns.Where(c => c.Index))
            line(2, $"- createIndex: {{tableName: {Scalar(table)}, indexName: {Scalar(Index(table, column))}, columns: [{{column: {{name: {Scalar(column.Name)}}}}}]}}");
        foreach (var column in columns)
        {
            if (column.References is not var (referenced, key))
                continue;
            line(2, "- addForeignKeyConstraint:");
            line(4, $"baseTableName: {Scalar(table)}");
            line(4, $"baseColumnNames: {Scalar(column.Name)}");
            line(4, $"constraintName: {Scalar(ForeignKey(table, column))}");
            line(4, $"referencedTableName: {Scalar(referenced)}");
            line(4, $"referencedColumnNames: {Scalar(key)}");
        }
    }

    static string ForeignKey(string table, ColumnSpecification column) => $"fk_{table}_{column.Name}";

    static string Index(string table, ColumnSpecification column) => $"ix_{table}_{column.Name}";

    string Sentence() => char.ToUpperInvariant(name.Words[0][0]) + string.Join(' ', name.Words)[1..];

    /// <summary>A plain scalar where YAML cannot mistake it, else in quotes: <c>no</c>, <c>1e3</c> and <c>a: b</c> have to be quoted.</summary>
    static string Scalar(string text)
    {
        var plain = text.Length > 0 && char.IsLetter(text[0]) && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '/' or '-' or ' ' or '(' or ')') && text[^1] != ' '
            && text.ToUpperInvariant() is not ("Y" or "N" or "YES" or "NO" or "TRUE" or "FALSE" or "ON" or "OFF" or "NULL");
        return plain ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }
}
