namespace Hms.Benchmarks.Peers;

/// <summary>What came of one case.</summary>
internal sealed record PeerResult(string Name, string About, double? Goal)
{
    /// <summary>Why it was not timed: a library is missing. Null where it was.</summary>
    public string? Skipped { get; init; }

    /// <summary>Why it is wrong: results differ, or an error. Null where it is right.</summary>
    public string? Failed { get; init; }

    /// <summary>Largest difference from the peer, as a share of its largest magnitude.</summary>
    public double Error { get; init; }

    /// <summary>Median of the rounds' times.</summary>
    public double OursMs { get; init; }

    /// <summary>Median of the rounds' times.</summary>
    public double TheirsMs { get; init; }

    /// <summary>Theirs / ours in each round.</summary>
    public IReadOnlyList<double> Ratios { get; init; } = [];

    /// <summary>Bytes that one call of ours allocates.</summary>
    public long AllocatedBytes { get; init; }

    public double Flops { get; init; }

    public double Bytes { get; init; }

    public double FloorMs { get; init; }

    public double Ratio => Median(Ratios);

    public bool? Met => Goal is { } goal && Ratios.Count > 0 ? Ratio >= goal : null;

    public static double Median(IReadOnlyList<double> values)
    {
        if (values.Count == 0) { return double.NaN; }
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
