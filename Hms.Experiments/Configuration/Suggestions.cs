namespace Hms.Experiments.Configuration;

/// <summary>"Did you mean": the known name nearest to a mistyped one.</summary>
internal static class Suggestions
{
    /// <summary>A longer word is no mistyped name, and comparing takes memory by its length.</summary>
    private const int LongestWord = 256;

    /// <summary>The nearest of the known names; null where none is within a third of the word's length.</summary>
    public static string? Closest(string word, IEnumerable<string> known)
    {
        if (word.Length > LongestWord) { return null; }
        var limit = Math.Max(1, word.Length / 3);
        return known
            .Select(name => (Name: name, Distance: Distance(word.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(pair => pair.Distance <= limit && pair.Distance < Math.Max(word.Length, pair.Name.Length))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => pair.Name)
            .FirstOrDefault();
    }

    /// <summary>The end of a message about an unknown name: suggestion and known names.</summary>
    public static string Hint(string? suggestion, IEnumerable<string> known)
    {
        var meant = suggestion is null ? "." : $"; did you mean \"{suggestion}\"?";
        var names = string.Join(", ", known);
        return names.Length == 0 ? meant : $"{meant} Known: {names}.";
    }

    /// <summary>Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.</summary>
    internal static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) { rows[i, 0] = i; }
        for (var j = 0; j <= b.Length; j++) { rows[0, j] = j; }
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                rows[i, j] = swapped ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
            }
        }
        return rows[a.Length, b.Length];
    }
}
