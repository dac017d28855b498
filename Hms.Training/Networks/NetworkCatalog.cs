namespace Hms.Training.Networks;

/// <summary>The networks by name.</summary>
public static class NetworkCatalog
{
    private const string EfficientNetSource = "Tan and Le, 2019";

    private static readonly Dictionary<string, Entry> Entries = new(StringComparer.Ordinal)
    {
        [SmallCnn.Name] = new(SmallCnn.Create, NetworkLayout.Image, "this project"),
        [ResNet.Name34D] = new(ResNet.Create34D, NetworkLayout.Image, "He et al., 2016 and 2019"),
        [EegNet.Name] = new(EegNet.Create, NetworkLayout.Signal, "Lawhern et al., 2018"),
        ["efficientnet_b0"] = new((input, classes, options) => EfficientNet.B0(input, classes, options), NetworkLayout.Image, EfficientNetSource),
        ["efficientnet_b1"] = new((input, classes, options) => EfficientNet.B1(input, classes, options), NetworkLayout.Image, EfficientNetSource),
        ["tf_efficientnet_b0"] = new((input, classes, options) => EfficientNet.B0(input, classes, options, EfficientNetFlavor.TensorFlow), NetworkLayout.Image, EfficientNetSource),
        ["tf_efficientnet_b1"] = new((input, classes, options) => EfficientNet.B1(input, classes, options, EfficientNetFlavor.TensorFlow), NetworkLayout.Image, EfficientNetSource),
    };

    /// <summary>The known names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Entries.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The network of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="input">Dimensions of what it reads; a signal [C, T] is [1, C, T].</param>
    /// <param name="classCount">Number of logits, at least 2.</param>
    /// <param name="options">Dropout, drop path, pooling; null for the defaults.</param>
    /// <exception cref="ArgumentException">The name is unknown, a number is out of range, or the input does not suit the network.</exception>
    public static NetworkSpec Create(string name, NetworkInput input, int classCount, NetworkOptions? options = null)
    {
        var entry = Find(name);
        if (classCount < 2) { throw new ArgumentException($"Class count {classCount} must be at least 2.", nameof(classCount)); }
        options ??= new();
        if (Validate(name, options) is { Count: > 0 } errors) { throw new ArgumentException(string.Join(" ", errors), nameof(options)); }
        if (MismatchWith(name, input) is { } mismatch) { throw new ArgumentException(mismatch, nameof(input)); }
        var spec = entry.Create(input, classCount, options);
        NetworkCost.MultiplyAdds(spec, input);
        return spec;
    }

    /// <summary>What a network reads.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">The name is unknown.</exception>
    public static NetworkLayout LayoutOf(string name) => Find(name).Layout;

    /// <summary>Why an input does not suit a network; null where it does. A short signal is found only by <see cref="Create"/>.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="input">Dimensions.</param>
    public static string? MismatchWith(string name, NetworkInput input)
    {
        if (input.Channels < 1 || input.Height < 1 || input.Width < 1) { return $"Input {input} must have at least 1 place in each dimension."; }
        return LayoutOf(name) == NetworkLayout.Signal && input.Channels != 1
            ? $"Network {name} reads a signal [channels, samples], not an image {input}; choose a network of images, or leave out the step that makes the image."
            : null;
    }

    /// <summary>All errors of options together with a network; empty where there are none. Unknown names are not among them.</summary>
    /// <param name="name">Name of the network.</param>
    /// <param name="options">Its options.</param>
    public static IReadOnlyList<string> Validate(string name, NetworkOptions options) => name == EegNet.Name && options.DropPath > 0
        ? [.. options.Validate(), $"Drop path {options.DropPath}: network {name} has no residual blocks to leave out; set drop path to 0, or use dropout."]
        : options.Validate();

    /// <summary>What a network is and costs.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="input">The input that costs are for.</param>
    /// <param name="classCount">Number of logits.</param>
    /// <exception cref="ArgumentException">As for <see cref="Create"/>.</exception>
    public static NetworkSummary Describe(string name, NetworkInput input, int classCount)
    {
        var spec = Create(name, input, classCount);
        var parameters = NetworkParameters.List(spec);
        return new()
        {
            Name = name,
            Layout = LayoutOf(name),
            Input = input,
            Parameters = NetworkParameters.LearntCount(spec),
            MultiplyAdds = NetworkCost.MultiplyAdds(spec, input),
            Keys = parameters.Count,
            Ends = (parameters[0].Key, parameters[^1].Key),
            Source = Find(name).Source,
        };
    }

    /// <summary>Whether a name is known; otherwise the message says which was probably meant.</summary>
    /// <param name="name">A name.</param>
    /// <param name="message">Null where the name is known.</param>
    public static bool IsKnown(string name, out string? message)
    {
        message = Entries.ContainsKey(name) ? null : Unknown(name);
        return message is null;
    }

    private static Entry Find(string name) => Entries.TryGetValue(name, out var entry) ? entry : throw new ArgumentException(Unknown(name), nameof(name));

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

    private sealed record Entry(Func<NetworkInput, int, NetworkOptions, NetworkSpec> Create, NetworkLayout Layout, string Source);
}
