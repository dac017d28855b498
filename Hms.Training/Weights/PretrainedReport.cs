namespace Hms.Training.Weights;

/// <summary>What became of each weight when a checkpoint was loaded.</summary>
public sealed record PretrainedReport
{
    /// <summary>Weights taken as they are.</summary>
    public required IReadOnlyList<string> Loaded { get; init; }

    /// <summary>The first convolution, where its kernel was adapted to another number of channels; else empty.</summary>
    public required IReadOnlyList<string> Adapted { get; init; }

    /// <summary>Weights that start from the seed: the classifier where the number of classes differs, the exponent of a generalised-mean pooling that the file lacks.</summary>
    public required IReadOnlyList<string> Seeded { get; init; }

    /// <summary>Tensors of the file that are not weights (num_batches_tracked).</summary>
    public required IReadOnlyList<string> Ignored { get; init; }

    /// <summary>One sentence.</summary>
    public override string ToString() => $"{Loaded.Count} weights loaded, {Part("adapted to the input", Adapted)}, {Part("started from the seed", Seeded)}, {Ignored.Count} counters ignored.";

    private static string Part(string what, IReadOnlyList<string> keys) => keys.Count == 0 ? $"0 {what}" : $"{keys.Count} {what} ({string.Join(", ", keys)})";
}
