namespace Hms.Experiments.Ensembles.Files;

/// <summary>Names of models, from the names of their files.</summary>
internal static class MemberNames
{
    /// <summary>The names of the files; where two are equal, with as many folders as tell them apart.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> paths)
    {
        string[] full = [.. paths.Select(Path.GetFullPath)];
        if (full.GroupBy(path => path).FirstOrDefault(same => same.Count() > 1) is { } twice) { throw new UserErrorException($"{twice.Key} is given twice; every model once."); }
        var parts = full.Select(path => path.Split(Path.DirectorySeparatorChar)).ToArray();
        for (var depth = 1; ; depth++)
        {
            string[] names = [.. parts.Select(part => string.Join('/', [.. part.TakeLast(depth).SkipLast(1), Path.GetFileNameWithoutExtension(part[^1])]))];
            if (names.Distinct().Count() == names.Length || depth >= parts.Max(part => part.Length)) { return names; }
        }
    }
}
