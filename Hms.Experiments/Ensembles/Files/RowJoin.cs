using Hms.Data;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>Tables joined row by row.</summary>
/// <param name="Key">Columns by which the first table was joined to the others.</param>
/// <param name="Ids">Values of the key of each joined row.</param>
/// <param name="Rows">For each table its row of each joined row.</param>
/// <param name="LeftOut">Rows that not all tables have.</param>
internal sealed record RowJoin(RowKey Key, IReadOnlyList<string> Ids, IReadOnlyList<int[]> Rows, int LeftOut)
{
    /// <summary>Joins the tables by ids that all have; else each to the last one by ids that the two have; else by their numbers of rows.</summary>
    /// <param name="tables">The tables; where there is one of the truth, it is the last.</param>
    /// <param name="match">What to do where tables do not have the same rows.</param>
    /// <param name="hint">A sentence to add where they do not have the same rows; null for none.</param>
    /// <param name="warn">Takes a sentence where rows are joined by their number.</param>
    /// <exception cref="HmsDataException">No column identifies the rows of all tables.</exception>
    /// <exception cref="UserErrorException">The tables do not have the same rows.</exception>
    public static RowJoin Of(IReadOnlyList<PlainTable> tables, RowMatch match, string? hint, Action<string> warn)
    {
        if (RowKey.Common(tables) is { } common) { return ByOne(tables, common, match, hint); }
        if (Pairwise(tables) is { } keys) { return ByHub(tables, keys, match, hint); }
        return ByOne(tables, RowKey.Fallback(tables, warn), match, hint);
    }

    /// <summary>Whether the tables can be joined by ids, and need no numbers of rows.</summary>
    public static bool HasIds(IReadOnlyList<PlainTable> tables) => RowKey.Common(tables) is not null || Pairwise(tables) is not null;

    /// <summary>The key by which each table but the last is joined to the last; null where one has none.</summary>
    private static IReadOnlyList<RowKey>? Pairwise(IReadOnlyList<PlainTable> tables)
    {
        var keys = tables.Take(tables.Count - 1).Select(table => RowKey.Common([table, tables[^1]])).ToList();
        return keys.Count == 0 || keys.Contains(null) ? null : [.. keys.OfType<RowKey>()];
    }

    private static RowJoin ByOne(IReadOnlyList<PlainTable> tables, RowKey key, RowMatch match, string? hint)
    {
        var indices = tables.Select(key.Index).ToList();
        var ids = indices[0].OrderBy(pair => pair.Value).Select(pair => pair.Key).Where(id => indices.TrueForAll(index => index.ContainsKey(id))).ToList();
        var all = indices.SelectMany(index => index.Keys).Distinct().ToList();
        if (ids.Count < all.Count) { Require(tables, indices, key, ids.Count, all, match, hint); }
        return new RowJoin(key, ids, [.. indices.Select(index => ids.Select(id => index[id]).ToArray())], all.Count - ids.Count);
    }

    private static RowJoin ByHub(IReadOnlyList<PlainTable> tables, IReadOnlyList<RowKey> keys, RowMatch match, string? hint)
    {
        var hub = tables[^1];
        var hubIds = keys.Select(key => Enumerable.Range(0, hub.Rows.Count).Select(row => key.Of(hub, row, key.Columns(hub))).ToArray()).ToList();
        var indices = keys.Select((key, t) => key.Index(tables[t])).ToList();
        int[] rows = [.. Enumerable.Range(0, hub.Rows.Count).Where(row => indices.Select((index, t) => index.ContainsKey(hubIds[t][row])).All(found => found))];
        for (var t = 0; t < keys.Count; t++)
        {
            if (rows.Length == hub.Rows.Count && indices[t].Count == rows.Length) { continue; }
            Require([tables[t], hub], [indices[t], keys[t].Index(hub)], keys[t], rows.Length, [.. indices[t].Keys.Union(hubIds[t])], match, hint);
        }
        return new RowJoin(keys[0], [.. rows.Select(row => hubIds[0][row])], [.. indices.Select((index, t) => rows.Select(row => index[hubIds[t][row]]).ToArray()), rows], hub.Rows.Count - rows.Length);
    }

    private static void Require(IReadOnlyList<PlainTable> tables, List<Dictionary<string, int>> indices, RowKey key, int shared, List<string> all, RowMatch match, string? hint)
    {
        if (shared == 0)
        {
            var (a, b) = (from i in Enumerable.Range(0, tables.Count) from j in Enumerable.Range(0, i) where !indices[i].Keys.Any(indices[j].ContainsKey) select (j, i)).FirstOrDefault();
            var areParts = tables.Count > 2 && indices.SkipLast(1).Sum(index => index.Count) == indices.SkipLast(1).SelectMany(index => index.Keys).Distinct().Count();
            var parts = key.IsRowNumber ? " No id is common to all files: give all a column label_id or eeg_id."
                : areParts ? " If the files of predictions are parts of one model, each of its own rows, put them into one file." : " All files must name the same rows alike.";
            throw new UserErrorException(a == b ? $"No row is in all files, joined by {key.Text}.{parts}" : $"No row is in all files, joined by {key.Text}: {tables[a].Path} has for example {indices[a].Keys.First()}, {tables[b].Path} {indices[b].Keys.First()}.{parts}");
        }
        if (match == RowMatch.Common) { return; }
        var (file, missing) = tables.Zip(indices).Select(pair => (pair.First.Path, Missing: all.Where(id => !pair.Second.ContainsKey(id)).ToList())).MaxBy(pair => pair.Missing.Count);
        throw new UserErrorException($"The files do not have the same rows: {file} misses {missing.Count} of {all.Count} ids (first: {key.Text} {missing[0]}), and {shared} are in all files. Give --inner to use those {shared}.{(hint is null ? "" : " " + hint)}");
    }
}
