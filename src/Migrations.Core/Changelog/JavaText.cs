namespace Migrations.Changelog;

static class JavaText
{
    public static string Of(object value) => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
