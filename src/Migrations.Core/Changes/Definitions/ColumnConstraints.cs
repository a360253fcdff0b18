namespace Migrations.Changes;

/// <summary><c>constraints</c> of a column.</summary>
/// <param name="content">What was read.</param>
public sealed class ColumnConstraints(ElementContent content) : Element(content)
{
    static readonly BooleanAttribute NullableAttribute = new("nullable");
    static readonly TextAttribute NotNullConstraintNameAttribute = new("notNullConstraintName");
    static readonly BooleanAttribute PrimaryKeyAttribute = new("primaryKey");
    static readonly TextAttribute PrimaryKeyNameAttribute = new("primaryKeyName");
    static readonly TextAttribute PrimaryKeyTablespaceAttribute = new("primaryKeyTablespace");
    static readonly BooleanAttribute UniqueAttribute = new("unique");
    static readonly TextAttribute UniqueConstraintNameAttribute = new("uniqueConstraintName");
    static readonly TextAttribute ReferencesAttribute = new("references");
    static readonly TextAttribute ReferencedTableCatalogNameAttribute = new("referencedTableCatalogName");
    static readonly TextAttribute ReferencedTableSchemaNameAttribute = new("referencedTableSchemaName");
    static readonly TextAttribute ReferencedTableNameAttribute = new("referencedTableName");
    static readonly TextAttribute ReferencedColumnNamesAttribute = new("referencedColumnNames");
    static readonly TextAttribute ForeignKeyNameAttribute = new("foreignKeyName");
    static readonly BooleanAttribute DeleteCascadeAttribute = new("deleteCascade");
    static readonly BooleanAttribute DeferrableAttribute = new("deferrable");
    static readonly BooleanAttribute InitiallyDeferredAttribute = new("initiallyDeferred");
    static readonly TextAttribute CheckConstraintAttribute = new("checkConstraint");
    static readonly BooleanAttribute ValidateNullableAttribute = new("validateNullable");
    static readonly BooleanAttribute ValidateUniqueAttribute = new("validateUnique");
    static readonly BooleanAttribute ValidatePrimaryKeyAttribute = new("validatePrimaryKey");
    static readonly BooleanAttribute ValidateForeignKeyAttribute = new("validateForeignKey");

    /// <summary>The attributes.</summary>
    public static ElementDefinition Attributes { get; } = new("constraints",
        NullableAttribute, NotNullConstraintNameAttribute, PrimaryKeyAttribute, PrimaryKeyNameAttribute, PrimaryKeyTablespaceAttribute, UniqueAttribute,
        UniqueConstraintNameAttribute, ReferencesAttribute, ReferencedTableCatalogNameAttribute, ReferencedTableSchemaNameAttribute,
        ReferencedTableNameAttribute, ReferencedColumnNamesAttribute, ForeignKeyNameAttribute, DeleteCascadeAttribute, DeferrableAttribute,
        InitiallyDeferredAttribute, CheckConstraintAttribute, ValidateNullableAttribute, ValidateUniqueAttribute, ValidatePrimaryKeyAttribute,
        ValidateForeignKeyAttribute);

    /// <summary>Whether NULL is allowed; null where nothing is said.</summary>
    public bool? Nullable => this[NullableAttribute];

    /// <summary>The name of the NOT NULL constraint.</summary>
    public string? NotNullConstraintName => this[NotNullConstraintNameAttribute];

    /// <summary>Whether the column is part of the primary key.</summary>
    public bool PrimaryKey => this[PrimaryKeyAttribute] == true;

    /// <summary>The name of the primary key.</summary>
    public string? PrimaryKeyName => this[PrimaryKeyNameAttribute];

    /// <summary>The tablespace of the primary key.</summary>
    public string? PrimaryKeyTablespace => this[PrimaryKeyTablespaceAttribute];

    /// <summary>Whether its values are unique.</summary>
    public bool Unique => this[UniqueAttribute] == true;

    /// <summary>The name of the unique constraint.</summary>
    public string? UniqueConstraintName => this[UniqueConstraintNameAttribute];

    /// <summary>What the column points to, as <c>table(column)</c>.</summary>
    public string? References => this[ReferencesAttribute];

    /// <summary>The catalogue of the table it points to.</summary>
    public string? ReferencedTableCatalogName => this[ReferencedTableCatalogNameAttribute];

    /// <summary>The schema of the table it points to.</summary>
    public string? ReferencedTableSchemaName => this[ReferencedTableSchemaNameAttribute];

    /// <summary>The table it points to.</summary>
    public string? ReferencedTableName => this[ReferencedTableNameAttribute];

    /// <summary>The columns it points to.</summary>
    public string? ReferencedColumnNames => this[ReferencedColumnNamesAttribute];

    /// <summary>The name of the foreign key.</summary>
    public string? ForeignKeyName => this[ForeignKeyNameAttribute];

    /// <summary>Whether the rows go with the row that they point to.</summary>
    public bool DeleteCascade => this[DeleteCascadeAttribute] == true;

    /// <summary>Whether the foreign key may be checked at the end of the transaction.</summary>
    public bool Deferrable => this[DeferrableAttribute] == true;

    /// <summary>Whether the foreign key is checked at the end of the transaction unless asked otherwise.</summary>
    public bool InitiallyDeferred => this[InitiallyDeferredAttribute] == true;

    /// <summary>The condition that its values meet, as SQL.</summary>
    public string? CheckConstraint => this[CheckConstraintAttribute];

    /// <summary>Whether existing rows are checked against the foreign key.</summary>
    public bool ValidateForeignKey => this[ValidateForeignKeyAttribute] != false;
}
