namespace Migrations.Rows;

/// <summary>How the texts of a field become values.</summary>
public enum RowKind
{
    /// <summary>A text; an empty one is NULL or the default (a type that is none of those below).</summary>
    Text,
    /// <summary>A text; an empty one is empty.</summary>
    String,
    /// <summary>A truth value.</summary>
    Boolean,
    /// <summary>A number, or an expression.</summary>
    Numeric,
    /// <summary>A date, a time, both, or an expression. <c>NOW</c> and <c>TODAY</c> are the day.</summary>
    Date,
    /// <summary>As <see cref="Date"/>, but <c>NOW</c> and <c>TODAY</c> are the moment.</summary>
    DateTime,
    /// <summary>As <see cref="Date"/>, but <c>NOW</c> and <c>TODAY</c> are the time of the day.</summary>
    Time,
    /// <summary>An expression.</summary>
    Computed,
    /// <summary>The name of a sequence whose next number is the value.</summary>
    Sequence,
    /// <summary>Bytes in base64, or a file with them.</summary>
    Blob,
    /// <summary>A file with a text, or the text itself.</summary>
    Clob,
    /// <summary>The field is not loaded.</summary>
    Skip,
}

/// <summary>Finds out how fields are read.</summary>
public static class RowKinds
{
    /// <summary>The kind that a <c>type</c> of a change names.</summary>
    public static RowKind Declared(string type) => type.ToUpperInvariant() switch
    {
        "STRING" => RowKind.String,
        "BOOLEAN" => RowKind.Boolean,
        "NUMERIC" => RowKind.Numeric,
        "DATE" => RowKind.Date,
        "DATETIME" => RowKind.DateTime,
        "TIME" => RowKind.Time,
        "COMPUTED" => RowKind.Computed,
        "SEQUENCE" => RowKind.Sequence,
        "BLOB" => RowKind.Blob,
        "CLOB" => RowKind.Clob,
        "SKIP" => RowKind.Skip,
        _ => RowKind.Text,
    };

    /// <summary>The kind of a column of which the change does not say one, by the name of its type: as Liquibase sees the types of our databases.</summary>
    public static RowKind OfType(string baseName) => baseName switch
    {
        "int" or "integer" or "int2" or "int4" or "int8" or "smallint" or "mediumint" or "tinyint" or "bigint" or "serial" or "bigserial" or "smallserial"
            or "numeric" or "decimal" or "dec" or "number" or "real" or "float" or "float4" or "float8" or "double" or "double precision" or "money" or "smallmoney" => RowKind.Numeric,
        "boolean" or "bool" or "bit" => RowKind.Boolean,
        "date" or "time" or "timetz" or "timestamp" or "timestamptz" or "datetime" or "datetime2" or "smalldatetime" => RowKind.Date,
        "text" or "clob" or "ntext" or "tinytext" or "mediumtext" or "longtext" or "xml" => RowKind.Clob,
        "blob" or "tinyblob" or "mediumblob" or "longblob" or "binary" or "varbinary" or "image" => RowKind.Blob,
        "uuid" or "uniqueidentifier" => RowKind.Text,
        _ => RowKind.String,
    };
}
