using System.Text.RegularExpressions;
using Hms.Data;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>Six columns of a table that belong together: one for each class, named alike but for the class, or for a number from 0 or 1 on.</summary>
/// <param name="Pattern">Their name with * for the class, or # for the number.</param>
/// <param name="Role">What the pattern says they hold.</param>
/// <param name="Columns">Index of each class's column, in the order of <see cref="VoteClasses.Names"/>.</param>
internal sealed partial record ClassColumns(string Pattern, ClassRole Role, IReadOnlyList<int> Columns)
{
    private static readonly string[] Classes = [.. VoteClasses.Names.Select(name => name.ToLowerInvariant())];

    /// <summary>What numbered columns may be called that say no more than that they are classes; others, such as feat_0, are none.</summary>
    private static readonly string[] NumberedNames = ["", "class", "cls", "c", "p", "y", "col", "column", "logit", "out"];

    /// <summary>Whether the classes are known by their numbers, that is, by position.</summary>
    private bool IsNumbered => Pattern.Contains('#', StringComparison.Ordinal);

    /// <summary>The columns of a file's predictions.</summary>
    /// <param name="table">The file.</param>
    /// <param name="warn">Takes a sentence where columns are taken by position.</param>
    public static ClassColumns ForPredictions(PlainTable table, Action<string> warn)
    {
        var sets = Find(table);
        var (named, numbered) = (sets.Where(set => !set.IsNumbered).ToList(), sets.Where(set => set.IsNumbered).ToList());
        if (Best(table, named, "predictions", ClassRole.Prediction) is { } told) { return told; }
        if (Best(table, numbered, "predictions", ClassRole.Prediction) is { } counted) { return Numbered(table, counted, warn); }
        var plain = Best(table, named, "predictions", ClassRole.Plain, ClassRole.Vote);
        var unnamed = Best(table, numbered, "predictions", ClassRole.Plain);
        if (plain is { Role: ClassRole.Vote } && unnamed is not null) { throw new HmsDataException(table.Path, 1, null, $"has {Names([plain, unnamed])}: which of them are the predictions? Name those seizure_pred, lpd_pred and so on."); }
        if (plain is not null) { return plain; }
        if (unnamed is not null) { return Numbered(table, unnamed, warn); }
        return sets.Count == 0 ? ByPosition(table, warn) : throw new HmsDataException(table.Path, 1, null, $"has class columns, but only {Names(sets)}, which hold no predictions by their names.");
    }

    /// <summary>The columns of the truth of a file; null where it has none.</summary>
    /// <param name="table">The file.</param>
    /// <param name="taken">Columns that hold the file's predictions.</param>
    /// <param name="warn">Takes a sentence where columns are taken by position.</param>
    public static ClassColumns? ForTruth(PlainTable table, ClassColumns taken, Action<string> warn) =>
        Truth(table, [.. Find(table).Where(set => set.Pattern != taken.Pattern)], warn, ClassRole.Truth, ClassRole.Vote);

    /// <summary>As <see cref="ForTruth"/> of a file without predictions, but by position where no columns are named so.</summary>
    public static ClassColumns RequireTruth(PlainTable table, Action<string> warn)
    {
        var sets = Find(table);
        return Truth(table, sets, warn, ClassRole.Truth, ClassRole.Vote, ClassRole.Plain)
            ?? (sets.Count == 0 ? ByPosition(table, warn) : throw new HmsDataException(table.Path, 1, null, $"has class columns, but only {Names(sets)}, which hold no truth by their names; use seizure_vote, lpd_vote and so on."));
    }

    /// <summary>Whether a column is one of a class.</summary>
    public static bool IsOfClass(string column) => ClassName().Matches(column).Count == 1;

    private static ClassColumns? Truth(PlainTable table, List<ClassColumns> sets, Action<string> warn, params ClassRole[] roles)
    {
        var votes = sets.Where(set => set.Pattern is "*_vote" or "*_votes").ToList();
        if (votes.Count == 1) { sets = [.. sets.Where(set => set.Role != ClassRole.Vote || set == votes[0])]; } // beside shares of them
        foreach (var role in roles)
        {
            if (Best(table, [.. sets.Where(set => !set.IsNumbered)], "the truth", role) is { } named) { return named; }
            if (Best(table, [.. sets.Where(set => set.IsNumbered)], "the truth", role) is { } numbered) { return Numbered(table, numbered, warn); }
        }
        return null;
    }

    /// <summary>Says that columns are taken by their position.</summary>
    private static ClassColumns Numbered(PlainTable table, ClassColumns set, Action<string> warn)
    {
        warn($"{table.Path}: no column is named after a class; {string.Join(", ", set.Columns.Select(i => table.Header[i]))} are taken as {string.Join(", ", VoteClasses.Names)}, by position.");
        return set;
    }

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
        return [.. whole, .. FindNumbered(table)];
    }

    /// <summary>Columns that are named alike but for their number: six, from 0 or from 1 on.</summary>
    private static IEnumerable<ClassColumns> FindNumbered(PlainTable table)
    {
        var numbered = Enumerable.Range(0, table.Header.Count).Select(i => (Column: i, Match: NumberedName().Match(table.Header[i]))).Where(x => x.Match.Success)
            .GroupBy(x => $"{x.Match.Groups[1].Value}#{x.Match.Groups[3].Value}".ToLowerInvariant(), x => (x.Column, Number: x.Match.Groups[2].Value));
        foreach (var set in numbered)
        {
            var ordered = set.OrderBy(x => x.Number.Length).ThenBy(x => x.Number, StringComparer.Ordinal).ToList();
            if (ordered.Count != VoteClasses.Count || ordered[0].Number is not ("0" or "1") || ordered[^1].Number != (ordered[0].Number == "0" ? "5" : "6")) { continue; }
            var role = RoleOf(set.Key);
            if (role == ClassRole.Plain && !NumberedNames.Contains(string.Concat(set.Key.Where(char.IsAsciiLetter)))) { continue; }
            yield return new ClassColumns(set.Key, role, [.. ordered.Select(x => x.Column)]);
        }
    }

    private static int ClassOf(string match)
    {
        var name = match.ToLowerInvariant();
        return name == "sz" ? 0 : Array.FindIndex(Classes, known => name.StartsWith(known, StringComparison.Ordinal));
    }

    private static ClassRole RoleOf(string pattern)
    {
        bool Has(params string[] words) => words.Any(word => pattern.Contains(word, StringComparison.Ordinal));
        if (Has("pred", "score", "softmax", "output")) { return ClassRole.Prediction; }
        if (Has("tru", "target", "label", "actual", "gt")) { return ClassRole.Truth; }
        if (Has("prior")) { return ClassRole.Prior; }
        if (Has("prob", "oof")) { return ClassRole.Prediction; }
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

    private static string Names(IReadOnlyList<ClassColumns> sets) => string.Join(" and ", sets.Select(set => set.Pattern.Replace("*", "seizure", StringComparison.Ordinal).Replace("#", "0", StringComparison.Ordinal) + ", ..."));

    private static ClassColumns ByPosition(PlainTable table, Action<string> warn)
    {
        var numeric = Enumerable.Range(1, table.Header.Count - 1)
            .Where(i => !KnownColumns.All.Contains(table.Header[i]) && table.Rows.All(row => double.TryParse(row[i], System.Globalization.CultureInfo.InvariantCulture, out _))).ToList();
        if (numeric.Count != VoteClasses.Count)
        {
            throw new HmsDataException(table.Path, 1, null, $"has no columns named after the six classes ({string.Join(", ", VoteClasses.Names)}), and {numeric.Count} columns of numbers after the first, not six. Name the columns, for example seizure_vote, lpd_vote and so on.");
        }
        return Numbered(table, new ClassColumns("", ClassRole.Plain, numeric), warn);
    }

    [GeneratedRegex("seizures?|lpds?|gpds?|lrdas?|grdas?|others?|(?<![a-z0-9])sz(?![a-z0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ClassName();

    [GeneratedRegex(@"^(.*?)(\d+)(\D*)$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberedName();
}
