namespace Hms.Training.Networks;

/// <summary>The networks by name.</summary>
public static class NetworkCatalog
{
    private static readonly Dictionary<string, Func<int, int, double, NetworkSpec>> Factories = new(StringComparer.Ordinal)
    {
        [SmallCnn.Name] = SmallCnn.Create,
        ["efficientnet_b0"] = (channels, classes, dropout) => EfficientNet.B0(channels, classes, dropout),
        ["efficientnet_b1"] = (channels, classes, dropout) => EfficientNet.B1(channels, classes, dropout),
        ["tf_efficientnet_b0"] = (channels, classes, dropout) => EfficientNet.B0(channels, classes, dropout, EfficientNetFlavor.TensorFlow),
        ["tf_efficientnet_b1"] = (channels, classes, dropout) => EfficientNet.B1(channels, classes, dropout, EfficientNetFlavor.TensorFlow),
    };

    /// <summary>The known names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Factories.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The network of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="inputChannels">Channels of the image, at least 1.</param>
    /// <param name="classCount">Number of logits, at least 2.</param>
    /// <param name="dropout">Dropout before the classifier, in [0, 1).</param>
    /// <exception cref="ArgumentException">The name is unknown, or a number is out of range.</exception>
    public static NetworkSpec Create(string name, int inputChannels, int classCount, double dropout = 0)
    {
        if (!Factories.TryGetValue(name, out var factory)) { throw new ArgumentException(Unknown(name), nameof(name)); }
        if (inputChannels < 1) { throw new ArgumentException($"Input channels {inputChannels} must be at least 1.", nameof(inputChannels)); }
        if (classCount < 2) { throw new ArgumentException($"Class count {classCount} must be at least 2.", nameof(classCount)); }
        if (!(dropout is >= 0 and < 1)) { throw new ArgumentException($"Dropout {dropout} must be in [0, 1).", nameof(dropout)); }
        return factory(inputChannels, classCount, dropout);
    }

    /// <summary>Whether a name is known; otherwise the message says which was probably meant.</summary>
    /// <param name="name">A name.</param>
    /// <param name="message">Null where the name is known.</param>
    public static bool IsKnown(string name, out string? message)
    {
        message = Factories.ContainsKey(name) ? null : Unknown(name);
        return message is null;
    }

    private static string Unknown(string name)
    {
        var nearest = Names.MinBy(known => EditDistance(known, name.ToLowerInvariant()))!;
        var hint = EditDistance(nearest, name.ToLowerInvariant()) <= Math.Max(2, nearest.Length / 3) ? $" Did you mean '{nearest}'?" : "";
        return $"Network '{name}' is not known.{hint} Known: {string.Join(", ", Names)}.";
    }

    private static int EditDistance(string a, string b)
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
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
