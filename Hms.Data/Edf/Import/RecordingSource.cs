namespace Hms.Data.Edf.Import;

/// <summary>A file to import and the name by which tables call it.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">Its path below the folder that was given, with forward slashes; for a file given by itself its file name.</param>
internal sealed record RecordingSource(string Path, string Name)
{
    private static readonly string[] Extensions = [".edf", ".bdf"];

    /// <summary>The files of the inputs: files as they are, of folders everything below that ends in .edf or .bdf; by name.</summary>
    /// <exception cref="HmsDataException">An input does not exist, a folder holds no such file, or two files have one name.</exception>
    public static IReadOnlyList<RecordingSource> Find(IReadOnlyList<string> inputs)
    {
        var sources = new List<RecordingSource>();
        foreach (var input in inputs)
        {
            if (Directory.Exists(input)) { AddFolder(sources, input); }
            else if (File.Exists(input)) { sources.Add(new(input, System.IO.Path.GetFileName(input))); }
            else { throw new HmsDataException(input, "no such file or folder."); }
        }
        foreach (var group in sources.GroupBy(source => source.Name).Where(group => group.Count() > 1))
        {
            throw new HmsDataException(null, $"{string.Join(" and ", group.Select(source => source.Path))} would both be called {group.Key}; give the folder above them, so that the names differ.");
        }
        return [.. sources.OrderBy(source => source.Name, StringComparer.Ordinal)];
    }

    private static void AddFolder(List<RecordingSource> sources, string root)
    {
        var count = sources.Count;
        var folders = new Stack<string>([root]);
        try
        {
            while (folders.TryPop(out var folder))
            {
                foreach (var file in Directory.EnumerateFiles(folder).Where(file => Extensions.Contains(System.IO.Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)))
                {
                    sources.Add(new(file, System.IO.Path.GetRelativePath(root, file).Replace('\\', '/')));
                }
                // A linked folder may lead back up; files may be links.
                foreach (var below in Directory.EnumerateDirectories(folder).Where(below => new DirectoryInfo(below).LinkTarget is null)) { folders.Push(below); }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HmsDataException(root, $"cannot be listed: {error.Message}", error);
        }
        if (sources.Count == count) { throw new HmsDataException(root, "holds no file that ends in .edf or .bdf."); }
    }
}
