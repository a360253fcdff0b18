namespace Migrations.Changes;

/// <summary>Attributes that several change types share.</summary>
static class CommonAttributes
{
    public static readonly TextAttribute CatalogName = new("catalogName");
    public static readonly TextAttribute SchemaName = new("schemaName");
    public static readonly TextAttribute TableName = new("tableName") { IsRequired = true };
    public static readonly TextAttribute ColumnName = new("columnName") { IsRequired = true };
    public static readonly TextAttribute ColumnNames = new("columnNames") { IsRequired = true };
    public static readonly TextAttribute ColumnDataType = new("columnDataType");
    public static readonly TextAttribute ConstraintName = new("constraintName");
    public static readonly TextAttribute RequiredConstraintName = new("constraintName") { IsRequired = true };
    public static readonly TextAttribute IndexName = new("indexName");
    public static readonly TextAttribute ViewName = new("viewName") { IsRequired = true };
    public static readonly TextAttribute SequenceName = new("sequenceName") { IsRequired = true, };
    public static readonly TextAttribute ProcedureName = new("procedureName");
    public static readonly TextAttribute Remarks = new("remarks");
    public static readonly TextAttribute Tablespace = new("tablespace");
    public static readonly TextAttribute Where = new("where");
    public static readonly BooleanAttribute Clustered = new("clustered");
    public static readonly BooleanAttribute Deferrable = new("deferrable");
    public static readonly BooleanAttribute InitiallyDeferred = new("initiallyDeferred");
    public static readonly BooleanAttribute ValidateExisting = new("validate");
    public static readonly BooleanAttribute ReplaceIfExists = new("replaceIfExists");
    public static readonly TextAttribute ForIndexName = new("forIndexName") { AllowedOn = [DbmsNames.PostgreSql] };
    public static readonly TextAttribute ForIndexSchemaName = new("forIndexSchemaName");
    public static readonly TextAttribute ForIndexCatalogName = new("forIndexCatalogName");
    public static readonly TextAttribute Dbms = new("dbms");
    public static readonly TextAttribute FilePath = new("path");
    public static readonly BooleanAttribute RelativeToChangelogFile = new("relativeToChangelogFile");
    public static readonly TextAttribute Encoding = new("encoding");
    public static readonly TextAttribute Comments = new("comments");
    public static readonly BooleanAttribute Disabled = new("disabled");
    public static readonly TextAttribute TriggerName = new("triggerName") { IsRequired = true };
    public static readonly TextAttribute TriggerTable = new("tableName");
    public static readonly TextAttribute TriggerScope = new("scope");
    public static readonly TextAttribute SynonymCatalogName = new("synonymCatalogName");
    public static readonly TextAttribute SynonymSchemaName = new("synonymSchemaName");
    public static readonly TextAttribute SynonymName = new("synonymName") { IsRequired = true };
    public static readonly TextAttribute SynonymObjectType = new("objectType");
    public static readonly BooleanAttribute PrivateSynonym = new("private");
    public static readonly TextAttribute CommentLineStartsWith = new("commentLineStartsWith") { Default = "#" };
    public static readonly BooleanAttribute SplitStatements = new("splitStatements") { Default = true };
    public static readonly BooleanAttribute StripComments = new("stripComments") { Default = false };
    public static readonly TextAttribute Delimiter = new("endDelimiter");
    public static readonly BooleanAttribute IgnoreOriginalSplitStatements = new("ignoreOriginalSplitStatements");

    /// <summary><c>columns</c> that the change cannot do without.</summary>
    public static readonly ElementsAttribute<ChangeColumn> Columns = new("columns", "column", ColumnAttributes.Columns, c => new ChangeColumn(c)) { IsRequired = true };

    /// <summary><c>whereParams</c>: the values for the placeholders of <c>where</c>.</summary>
    public static readonly ElementsAttribute<ChangeColumn> WhereParameters = new("whereParams", "param", ColumnAttributes.Parameters, c => new ChangeColumn(c));

    /// <summary>A copy of <c>columnDataType</c> that is required where the database restates a column to alter it.</summary>
    public static readonly TextAttribute RestatedColumnDataType =
        new("columnDataType") { RequiredOn = [DbmsNames.SqlServer, DbmsNames.MySql, DbmsNames.MariaDb] };
}
