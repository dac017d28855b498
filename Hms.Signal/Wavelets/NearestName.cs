namespace Hms.Signal.Wavelets;

/// <summary>"Did you mean": the known name nearest to a mistyped one.</summary>
internal static class NearestName
{
    private static readonly (string Long, string Short)[] Families = [("daubechies", "db"), ("symlet", "sym"), ("coiflet", "coif")];

    /// <summary>The nearest known name by insertions, deletions, replacements and swaps of neighbours; null where more than half of the word would change.</summary>
    public static string? Find(string word, IEnumerable<string> known)
    {
        var plain = string.Concat(word.ToLowerInvariant().Where(char.IsLetterOrDigit));
        foreach (var (full, abbreviation) in Families) { plain = plain.Replace(full, abbreviation, StringComparison.Ordinal); }
        var (name, distance) = known.Select(name => (name, Distance(plain, name))).MinBy(pair => pair.Item2);
        return 2 * distance <= plain.Length ? name : null;
    }

    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) { rows[i, 0] = i; }
        for (var j = 0; j <= b.Length; j++) { rows[0, j] = j; }
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                var swapped = isSwap ? rows[i - 2, j - 2] + 1 : replaced;
                rows[i, j] = Math.Min(Math.Min(replaced, swapped), 1 + Math.Min(rows[i - 1, j], rows[i, j - 1]));
            }
        }
        return rows[a.Length, b.Length];
    }
}
