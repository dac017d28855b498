namespace Hms.Signal.Montages;

/// <summary>Positions of channels by name, whatever the case, under the old and the new names of the temporal electrodes.</summary>
internal sealed class ChannelIndex
{
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["T3"] = "T7", ["T4"] = "T8", ["T5"] = "P7", ["T6"] = "P8",
        ["T7"] = "T3", ["T8"] = "T4", ["P7"] = "T5", ["P8"] = "T6",
    };

    private static readonly HashSet<string> Known = new([.. Electrodes.HmsOrder, .. OtherNames.Keys, "A1", "A2"], StringComparer.OrdinalIgnoreCase);

    private const int MostHints = 3;

    private readonly Dictionary<string, int> _positions = new(StringComparer.OrdinalIgnoreCase);

    public ChannelIndex(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        for (var i = 0; i < names.Count; i++)
        {
            if (!_positions.TryAdd(names[i], i))
            {
                throw new ArgumentException($"Channel name {names[i]} occurs twice (channels {_positions[names[i]]} and {i}); names must differ.", nameof(names));
            }
        }
    }

    /// <summary>Position of an electrode, -1 where it is absent.</summary>
    public int Find(string electrode)
    {
        if (_positions.TryGetValue(electrode, out var position)) { return position; }
        return OtherNames.TryGetValue(electrode, out var other) && _positions.TryGetValue(other, out position) ? position : -1;
    }

    /// <summary>Channels that may be meant by an electrode that is absent: those that hold its name as a word (EEG Fp1-Ref), else, for no electrode of the 10-20 system, those one letter away.</summary>
    public IReadOnlyList<string> FindSimilar(string electrode)
    {
        var words = _positions.Keys.Where(name => name.Split([' ', '-', '_', '.', ':', '/']).Contains(electrode, StringComparer.OrdinalIgnoreCase)).Take(MostHints).ToList();
        return words.Count > 0 || Known.Contains(electrode) ? words : [.. _positions.Keys.Where(name => IsOneEditAway(name.ToUpperInvariant(), electrode.ToUpperInvariant())).Take(MostHints)];
    }

    /// <summary>Whether one letter exchanged, put in or left out makes one word of the other.</summary>
    private static bool IsOneEditAway(string a, string b)
    {
        var start = a.AsSpan().CommonPrefixLength(b);
        return a[Math.Min(start + 1, a.Length)..] == b[Math.Min(start + 1, b.Length)..] || a[start..] == b[Math.Min(start + 1, b.Length)..] || a[Math.Min(start + 1, a.Length)..] == b[start..];
    }
}
