using System.Text;

namespace Migrations.Changelog;

/// <summary>The text that an edit of <c>modifySql</c> is turned into for the checksum of its change set.</summary>
static class SqlVisitorText
{
    /// <summary>The text of an edit.</summary>
    /// <param name="visitor">The edit.</param>
    /// <param name="withFilter">Whether databases, contexts and labels count, as they did before version 9.</param>
    public static string Of(SqlVisitor visitor, bool withFilter = false)
    {
        var (name, value, search, with) = visitor switch
        {
            SqlVisitor.Prepend v => ("prepend", v.Value, null, null),
            SqlVisitor.Append v => ("append", v.Value, null, null),
            SqlVisitor.Replace v => ("replace", (string?)null, v.Search, v.With),
            SqlVisitor.RegExpReplace v => ("regExpReplace", null, v.Pattern, v.With),
            _ => throw new ArgumentOutOfRangeException(nameof(visitor), visitor, null),
        };
        var text = new StringBuilder(name).Append(":[");
        if (withFilter && !visitor.Filter.Dbms.IsEmpty)
            text.Append("\n    applicableDbms=[\n        ").AppendJoin(",\n        ", JavaText.HashSetOrder(visitor.Filter.Dbms.Entries)).Append("\n    ]");
        Append("applyToRollback", visitor.Filter.ApplyToRollback ? "true" : "false");
        if (withFilter)
        {
            Append("contextFilter", visitor.Filter.Context?.Text);
            Append("labels", visitor.Filter.Labels?.ToString());
        }
        Append("replace", search);
        Append("value", value);
        Append("with", with);
        return text.Append("\n]").ToString();

        void Append(string attribute, string? written)
        {
            if (written is not null)
                text.Append("\n    ").Append(attribute).Append("=\"").Append(written).Append('"');
        }
    }
}
