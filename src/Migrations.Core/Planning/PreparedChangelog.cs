namespace Migrations.Planning;
public sealed class PreparedChangelog { }
