using Hms.Data.Files;

namespace Hms.Data.Spectrograms;

/// <summary>A table with its new cells, made before anything is written.</summary>
internal sealed class FilledTable
{
    private readonly string _path;
    private readonly byte[] _before;
    private readonly byte[] _after;

    private FilledTable(string path, byte[] before, byte[] after, int changedRows) => (_path, _before, _after, ChangedRows) = (path, before, after, changedRows);

    /// <summary>Rows that change.</summary>
    public int ChangedRows { get; }

    /// <summary>Prepares a table; null where nothing changes in it.</summary>
    /// <param name="path">The table.</param>
    /// <param name="changes">For each data row its new cells; null where nothing changes.</param>
    /// <exception cref="HmsDataException">The cells cannot be put into the file.</exception>
    public static FilledTable? Prepare(string path, IReadOnlyList<IReadOnlyDictionary<string, string>?> changes)
    {
        var count = changes.Count(change => change is not null);
        if (count == 0) { return null; }
        var before = File.ReadAllBytes(path);
        return new FilledTable(path, before, TableCells.Replace(path, before, changes), count);
    }

    /// <summary>Keeps what each table was beside it, then writes all of them: none is renamed before all are on the disk.</summary>
    /// <returns>Paths of the copies.</returns>
    /// <exception cref="HmsDataException">A table was changed since it was prepared; no table is written then.</exception>
    public static IReadOnlyList<string> Write(IReadOnlyList<FilledTable> tables)
    {
        foreach (var table in tables.Where(table => !IsSame(table._path, table._before)))
        {
            throw new HmsDataException(table._path, "was changed while the spectrograms were made, so it is left as it is. Call again; the spectrograms that are made are kept.");
        }
        var backups = tables.Select(table => table.Keep()).ToList();
        Write(tables, 0);
        return backups;
    }

    private static void Write(IReadOnlyList<FilledTable> tables, int index)
    {
        if (index == tables.Count) { return; }
        AtomicFile.Write(tables[index]._path, stream =>
        {
            stream.Write(tables[index]._after);
            stream.Flush();
            Write(tables, index + 1);
        });
    }

    /// <summary>Writes the copy; one that a stopped run left is used again.</summary>
    private string Keep()
    {
        var (path, number) = (_path + ".before", 2);
        while (File.Exists(path))
        {
            if (IsSame(path, _before)) { return path; }
            path = $"{_path}.before{number++}";
        }
        AtomicFile.Write(path, stream => stream.Write(_before));
        return path;
    }

    private static bool IsSame(string path, byte[] content) => new FileInfo(path) is { Exists: true } file && file.Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);
}
