using System.Globalization;

namespace Hms.Tuning.Storage.Relational;

/// <summary>One numbered step of the tables, out of the files of a folder Migrations.</summary>
/// <param name="Number">Number, from 1 without gap.</param>
/// <param name="Name">Name of its file, for example 0002_hms_tables.</param>
/// <param name="Sql">Its statements.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>All steps of a database, in order.</summary>
    /// <param name="database">Name of its folder: Sqlite or PostgreSql.</param>
    public static List<Migration> Of(string database)
    {
        var assembly = typeof(Migration).Assembly;
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(x => x.Contains($".{database}.", StringComparison.Ordinal) && x.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var name = resource[(resource.LastIndexOf('.', resource.Length - ".sql".Length - 1) + 1)..^".sql".Length];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            migrations.Add(new Migration(int.Parse(name[..4], CultureInfo.InvariantCulture), name, reader.ReadToEnd()));
        }
        return migrations;
    }
}
