namespace Hms.Experiments.Ensembles.Files;

/// <summary>Names of models, from the names of their files.</summary>
internal static class MemberNames
{
    /// <summary>The names of the files; where two are equal, with as many folders as tell them apart, or with their extensions.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> paths)
    {
        string[] full = [.. paths.Select(Path.GetFullPath)];
        if (full.GroupBy(path => path).FirstOrDefault(same => same.Count() > 1) is { } twice) { throw new UserErrorException($"{twice.Key} is given twice; every model once."); }
        var parts = full.Select(path => path.Split(Path.DirectorySeparatorChar)).ToArray();
        for (var depth = 1; ; depth++)
        {
            string[] files = [.. parts.Select(part => string.Join('/', part.TakeLast(depth)))];
            string[] stems = [.. parts.Select((part, i) => files[i][..^ExtensionOf(part[^1]).Length])];
            string[] mixed = [.. stems.Select((stem, i) => stems.Count(other => other == stem) > 1 ? files[i] : stem)];
            if (AreDistinct(mixed)) { return mixed; }
            if (AreDistinct(files)) { return files; } // at the latest whole paths are
        }
    }

    /// <summary>The extension, with that before .gz.</summary>
    private static string ExtensionOf(string file) => Path.GetExtension(file) is ".gz" ? Path.GetExtension(file[..^3]) + ".gz" : Path.GetExtension(file);

    private static bool AreDistinct(string[] names) => names.Distinct().Count() == names.Length;
}
