using System.Globalization;

namespace Hms.Training.Networks;

/// <summary>A stacking network: fully connected layers with ReLU on statistics of several models' probabilities.</summary>
/// <remarks>
/// The paper's widths are 600, 1200, 1000, 600. It reads features, not recordings, so it is no network of <see cref="NetworkCatalog"/>: hand it to the trainer by
/// <see cref="EegImageClassificationOptions.Specification"/>. Layers are called fc1, fc2, ... and classifier.
/// </remarks>
public static class StatisticsMlp
{
    /// <summary>Name of the network.</summary>
    public const string Name = "statistics_mlp";

    /// <summary>The paper's hidden layers.</summary>
    public static IReadOnlyList<int> DefaultHidden { get; } = [600, 1200, 1000, 600];

    /// <summary>The network.</summary>
    /// <param name="features">Number of features, at least 1.</param>
    /// <param name="classCount">Number of logits, at least 2.</param>
    /// <param name="hidden">Widths of the hidden layers, at least one, each at least 1; null for <see cref="DefaultHidden"/>.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static NetworkSpec Create(int features, int classCount, IReadOnlyList<int>? hidden = null)
    {
        hidden ??= DefaultHidden;
        if (features < 1) { throw new ArgumentException($"{features} features; at least 1 is needed.", nameof(features)); }
        if (classCount < 2) { throw new ArgumentException($"Class count {classCount} must be at least 2.", nameof(classCount)); }
        if (hidden.Count == 0 || hidden.Any(width => width < 1)) { throw new ArgumentException($"Hidden layers [{string.Join(", ", hidden)}] must be at least one, each of at least 1 place.", nameof(hidden)); }
        var layers = new List<(string Name, LayerSpec Layer)> { ("flatten", new FlattenSpec()) };
        var width = features;
        for (var i = 0; i < hidden.Count; i++)
        {
            layers.Add((string.Create(CultureInfo.InvariantCulture, $"fc{i + 1}"), new LinearSpec(width, hidden[i])));
            layers.Add((string.Create(CultureInfo.InvariantCulture, $"act{i + 1}"), new ActivationSpec(ActivationKind.Relu)));
            width = hidden[i];
        }
        layers.Add(("classifier", new LinearSpec(width, classCount)));
        return new NetworkSpec(Name, features, classCount, SequenceSpec.Of([.. layers])) { Layout = NetworkLayout.Features };
    }
}
