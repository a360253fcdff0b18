using System.Globalization;
using System.Text;

namespace Migrations.Benchmarks;

/// <summary>The same work in the language of each tool.</summary>
static class Workload
{
    /// <summary>Writes a changelog, a folder of scripts and one script.</summary>
    public static void Write(string folder, int count)
    {
        var yaml = new StringBuilder("databaseChangeLog:\n");
        var all = new StringBuilder();
        var scripts = Directory.CreateDirectory(Path.Combine(folder, "scripts"));
        for (var i = 1; i <= count; i++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $$$"""
                - changeSet:
                    id: {{{i}}}
                    author: bench
                    changes:
                    - createTable:
                        tableName: t{{{i}}}
                        columns:
                        - column: {name: id, type: bigint, constraints: {primaryKey: true, nullable: false}}
                        - column: {name: name, type: varchar(100), constraints: {nullable: false}}
                        - column: {name: amount, type: 'decimal(12,2)'}
                    - createIndex: {tableName: t{{{i}}}, indexName: ix_t{{{i}}}_name, columns: [{column: {name: name}}]}

                """);
            var sql = $"CREATE TABLE t{i} (id bigint NOT NULL, name varchar(100) NOT NULL, amount numeric(12,2), CONSTRAINT t{i}_pkey PRIMARY KEY (id));\nCREATE INDEX ix_t{i}_name ON t{i} (name);\n";
            File.WriteAllText(Path.Combine(scripts.FullName, $"{i:D6}.sql"), sql);
            all.Append("BEGIN;\n").Append(sql).Append("COMMIT;\n");
        }
        File.WriteAllText(Path.Combine(folder, "changelog.yaml"), yaml.ToString());
        File.WriteAllText(Path.Combine(folder, "all.sql"), all.ToString());
    }
}
