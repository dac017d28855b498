namespace Hms.Signal.Wavelets;

/// <summary>"Did you mean": the known name nearest to a mistyped one.</summary>
internal static class NearestName
{
    private static readonly (string Long, string Short)[] Families = [("daubechies", "db"), ("symlet", "sym"), ("coiflet", "coif")];

    /// <summary>The nearest known name by insertions, deletions and replacements; null where more than half of the word would change.</summary>
    public static string? Find(string word, IEnumerable<string> known)
    {
        var plain = string.Concat(word.ToLowerInvariant().Where(char.IsLetterOrDigit));
        foreach (var (full, abbreviation) in Families) { plain = plain.Replace(full, abbreviation, StringComparison.Ordinal); }
        var (name, distance) = known.Select(name => (name, Distance(plain, name))).MinBy(pair => pair.Item2);
        return 2 * distance <= plain.Length ? name : null;
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[b.Length];
    }
}
