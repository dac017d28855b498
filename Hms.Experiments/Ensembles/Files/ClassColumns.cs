using System.Text.RegularExpressions;
using Hms.Data;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>Six columns of a table that belong together: one for each class, named alike but for the class.</summary>
/// <param name="Pattern">Their name with * for the class.</param>
/// <param name="Role">What the pattern says they hold.</param>
/// <param name="Columns">Index of each class's column, in the order of <see cref="VoteClasses.Names"/>.</param>
internal sealed partial record ClassColumns(string Pattern, ClassRole Role, IReadOnlyList<int> Columns)
{
    private static readonly string[] Classes = [.. VoteClasses.Names.Select(name => name.ToLowerInvariant())];

    /// <summary>The columns of a file's predictions.</summary>
    /// <param name="table">The file.</param>
    /// <param name="warn">Takes a sentence where columns are taken by position.</param>
    public static ClassColumns ForPredictions(PlainTable table, Action<string> warn)
    {
        var sets = Find(table);
        return Best(table, sets, "predictions", ClassRole.Prediction, ClassRole.Plain, ClassRole.Vote)
            ?? (sets.Count == 0 ? ByPosition(table, warn) : throw new HmsDataException(table.Path, 1, null, $"has class columns, but only {Names(sets)}, which hold no predictions by their names."));
    }

    /// <summary>The columns of the truth of a file; null where it has none.</summary>
    /// <param name="table">The file.</param>
    /// <param name="taken">Columns that hold the file's predictions; null where it has none.</param>
    public static ClassColumns? ForTruth(PlainTable table, ClassColumns? taken) =>
        Best(table, [.. Find(table).Where(set => set.Pattern != taken?.Pattern)], "the truth", taken is null ? [ClassRole.Truth, ClassRole.Vote, ClassRole.Plain] : [ClassRole.Truth, ClassRole.Vote]);

    /// <summary>As <see cref="ForTruth"/>, but by position where no columns are named so.</summary>
    public static ClassColumns RequireTruth(PlainTable table, Action<string> warn)
    {
        var sets = Find(table);
        return Best(table, sets, "the truth", ClassRole.Truth, ClassRole.Vote, ClassRole.Plain)
            ?? (sets.Count == 0 ? ByPosition(table, warn) : throw new HmsDataException(table.Path, 1, null, $"has class columns, but only {Names(sets)}, which hold no truth by their names; use seizure_vote, lpd_vote and so on."));
    }

    /// <summary>Whether a column is one of a class.</summary>
    public static bool IsOfClass(string column) => ClassName().Matches(column).Count == 1;

    private static List<ClassColumns> Find(PlainTable table)
    {
        var sets = new Dictionary<string, int[]>();
        for (var i = 0; i < table.Header.Count; i++)
        {
            var matches = ClassName().Matches(table.Header[i]);
            if (matches.Count != 1) { continue; }
            var match = matches[0];
            var pattern = string.Concat(table.Header[i].AsSpan(0, match.Index), "*", table.Header[i].AsSpan(match.Index + match.Length)).ToLowerInvariant();
            if (!sets.TryGetValue(pattern, out var columns)) { sets[pattern] = columns = [-1, -1, -1, -1, -1, -1]; }
            columns[ClassOf(match.Value)] = i;
        }
        var whole = sets.Where(set => set.Value.All(column => column >= 0)).Select(set => new ClassColumns(set.Key, RoleOf(set.Key), set.Value)).ToList();
        if (whole.Count == 0 && sets.Where(set => set.Value.Count(column => column >= 0) >= 3).OrderByDescending(set => set.Value.Count(column => column >= 0)).FirstOrDefault() is { Key: not null } partial)
        {
            var missing = Classes.Where((_, c) => partial.Value[c] < 0).Select(name => partial.Key.Replace("*", name, StringComparison.Ordinal));
            throw new HmsDataException(table.Path, 1, null, $"misses {string.Join(", ", missing)}: the other classes have columns named {partial.Key}; all six are needed.");
        }
        return whole;
    }

    private static int ClassOf(string match)
    {
        var name = match.ToLowerInvariant();
        return name == "sz" ? 0 : Array.FindIndex(Classes, known => name.StartsWith(known, StringComparison.Ordinal));
    }

    private static ClassRole RoleOf(string pattern)
    {
        bool Has(params string[] words) => words.Any(word => pattern.Contains(word, StringComparison.Ordinal));
        if (Has("pred", "score", "oof", "softmax", "output")) { return ClassRole.Prediction; }
        if (Has("tru", "target", "label", "actual", "gt")) { return ClassRole.Truth; }
        if (Has("prior")) { return ClassRole.Prior; }
        if (Has("prob")) { return ClassRole.Prediction; }
        return Has("vote") ? ClassRole.Vote : ClassRole.Plain;
    }

    private static ClassColumns? Best(PlainTable table, IReadOnlyList<ClassColumns> sets, string what, params ClassRole[] roles)
    {
        foreach (var role in roles)
        {
            var found = sets.Where(set => set.Role == role).ToList();
            if (found.Count > 1) { throw new HmsDataException(table.Path, 1, null, $"has several sets of columns that may hold {what}: {Names(found)}. Take out or rename all but one."); }
            if (found.Count == 1) { return found[0]; }
        }
        return null;
    }

    private static string Names(IReadOnlyList<ClassColumns> sets) => string.Join(" and ", sets.Select(set => set.Pattern.Replace("*", "seizure", StringComparison.Ordinal) + ", ..."));

    private static ClassColumns ByPosition(PlainTable table, Action<string> warn)
    {
        var numeric = Enumerable.Range(1, table.Header.Count - 1)
            .Where(i => !KnownColumns.All.Contains(table.Header[i]) && table.Rows.All(row => double.TryParse(row[i], System.Globalization.CultureInfo.InvariantCulture, out _))).ToList();
        if (numeric.Count != VoteClasses.Count)
        {
            throw new HmsDataException(table.Path, 1, null, $"has no columns named after the six classes ({string.Join(", ", VoteClasses.Names)}), and {numeric.Count} columns of numbers after the first, not six. Name the columns, for example seizure_vote, lpd_vote and so on.");
        }
        warn($"{table.Path}: no column is named after a class; {string.Join(", ", numeric.Select(i => table.Header[i]))} are taken as {string.Join(", ", VoteClasses.Names)}, by position.");
        return new ClassColumns("", ClassRole.Plain, numeric);
    }

    [GeneratedRegex("seizures?|lpds?|gpds?|lrdas?|grdas?|others?|(?<![a-z0-9])sz(?![a-z0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ClassName();
}
