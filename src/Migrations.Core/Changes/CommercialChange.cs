using System.Collections.Immutable;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary>
/// A change type of Liquibase's commercial edition. Their attributes are known so that checksums of change sets that hold them come out right.
/// </summary>
/// <param name="content">What was read.</param>
public sealed class CommercialChange(ElementContent content) : UnsupportedChange(content, "Write it in a 'sql' change, with a 'rollback'.")
{
    static readonly ImmutableArray<string> NotOnSqlite = [DbmsNames.Sqlite];
    static readonly ImmutableArray<string> OnlyOnSqlServer = [DbmsNames.Sqlite, DbmsNames.PostgreSql, DbmsNames.MariaDb, DbmsNames.MySql];
    static readonly ImmutableArray<string> OnNone = [DbmsNames.Sqlite, DbmsNames.PostgreSql, DbmsNames.SqlServer, DbmsNames.MariaDb, DbmsNames.MySql];
    static readonly ImmutableArray<string> NoTriggerSwitch = [DbmsNames.Sqlite, DbmsNames.MariaDb, DbmsNames.MySql];

    static readonly TextAttribute ConstraintBody = new("constraintBody") { IsDirect = true, IsRequired = true };
    static readonly BooleanAttribute Disabled = new("disabled");
    static readonly TextAttribute FunctionName = new("functionName") { IsRequired = true };
    static readonly TextAttribute PackageName = new("packageName") { IsRequired = true };
    static readonly TextAttribute PackageBodyName = new("packageBodyName") { IsRequired = true };
    static readonly TextAttribute TriggerName = new("triggerName") { IsRequired = true };
    static readonly TextAttribute TriggerTable = new("tableName");
    static readonly TextAttribute Scope = new("scope");
    static readonly TextAttribute ObjectType = new("objectType");
    static readonly BooleanAttribute Private = new("private");
    static readonly TextAttribute SynonymCatalogName = new("synonymCatalogName");
    static readonly TextAttribute SynonymSchemaName = new("synonymSchemaName");
    static readonly TextAttribute SynonymName = new("synonymName") { IsRequired = true };

    /// <summary>The change types.</summary>
    public static ImmutableArray<ChangeDefinition> ChangeTypes { get; } =
    [
        new("addCheckConstraint", Create, CatalogName, SchemaName, TableName, RequiredConstraintName, Disabled, ValidateExisting, ConstraintBody)
        {
            IsCommercial = true,
            ChecksumSource = ChecksumSource.AttributesAndSql,
            Body = ConstraintBody,
            NotInChecksum = [ConstraintBody, Disabled, ValidateExisting],
            RefusedOn = NotOnSqlite,
        },
        Stored("createFunction", FunctionName, "functionBody"),
        Stored("createPackage", PackageName, "packageText"),
        Stored("createPackageBody", PackageBodyName, "packageBodyText"),
        Stored("createTrigger", TriggerName, "triggerBody", TriggerTable, Disabled, Scope),
        Plain("createSynonym", OnlyOnSqlServer, new TextAttribute("objectCatalogName"), new TextAttribute("objectSchemaName"),
            new TextAttribute("objectName") { IsRequired = true }, ObjectType, Private, ReplaceIfExists, SynonymCatalogName, SynonymSchemaName, SynonymName),
        Plain("disableCheckConstraint", OnlyOnSqlServer, CatalogName, SchemaName, TableName, RequiredConstraintName),
        Plain("enableCheckConstraint", OnlyOnSqlServer, CatalogName, SchemaName, TableName, RequiredConstraintName),
        Plain("disableTrigger", NoTriggerSwitch, CatalogName, SchemaName, TriggerTable, TriggerName, Scope),
        Plain("enableTrigger", NoTriggerSwitch, CatalogName, SchemaName, TriggerTable, TriggerName, Scope),
        Plain("dropCheckConstraint", NotOnSqlite, CatalogName, SchemaName, TableName, RequiredConstraintName),
        Plain("dropFunction", [], CatalogName, SchemaName, FunctionName),
        Plain("dropPackage", OnNone, CatalogName, SchemaName, PackageName),
        Plain("dropPackageBody", OnNone, CatalogName, SchemaName, PackageBodyName),
        Plain("dropSynonym", OnlyOnSqlServer, SynonymCatalogName, SynonymSchemaName, SynonymName, ObjectType, Private),
        Plain("dropTrigger", NotOnSqlite, CatalogName, SchemaName, TriggerTable, TriggerName, Scope),
        Plain("markUnused", OnNone, CatalogName, SchemaName, TableName, ColumnName),
        Plain("renameTrigger", NoTriggerSwitch, CatalogName, SchemaName, TriggerTable, new TextAttribute("oldTriggerName") { IsRequired = true },
            new TextAttribute("newTriggerName") { IsRequired = true }),
    ];

    static CommercialChange Create(ElementContent content) => new(content);

    static ChangeDefinition Plain(string name, ImmutableArray<string> refusedOn, params ImmutableArray<ChangeAttribute> attributes) =>
        new(name, Create, attributes) { IsCommercial = true, RefusedOn = refusedOn };

    /// <summary>A change that holds a program, in its body or in a file.</summary>
    static ChangeDefinition Stored(string name, TextAttribute objectName, string bodyName, params ImmutableArray<ChangeAttribute> more)
    {
        var body = new TextAttribute(bodyName) { IsDirect = true };
        return new(name, Create, [CatalogName, SchemaName, objectName, .. more, ReplaceIfExists, FilePath, RelativeToChangelogFile, Encoding, Dbms, Comments, body])
        {
            IsCommercial = true,
            ChecksumSource = ChecksumSource.AttributesAndSql,
            Body = body,
            File = FilePath,
            Dbms = Dbms,
            NotInChecksum = [FilePath, RelativeToChangelogFile, Encoding, Dbms, Comments, body],
        };
    }
}
