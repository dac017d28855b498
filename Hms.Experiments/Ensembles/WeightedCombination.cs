namespace Hms.Experiments.Ensembles;

/// <summary>A weighted mean of the members' probabilities.</summary>
/// <param name="Weights">Weight of each member, at least 0; they sum to 1.</param>
public sealed record WeightedCombination(IReadOnlyList<double> Weights) : FittedCombination
{
    /// <inheritdoc />
    public override int Members => Weights.Count;

    /// <inheritdoc />
    public override void Combine(ReadOnlySpan<double> members, Span<double> result)
    {
        result.Clear();
        for (var i = 0; i < members.Length; i++) { result[i % result.Length] += Weights[i / result.Length] * members[i]; }
    }

    /// <inheritdoc />
    public override IReadOnlyList<KeyValuePair<string, double>> Parameters(IReadOnlyList<string> memberNames, IReadOnlyList<string> classNames) =>
        [.. memberNames.Zip(Weights, (name, weight) => KeyValuePair.Create(name, weight))];
}
