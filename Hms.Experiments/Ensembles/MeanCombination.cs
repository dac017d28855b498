namespace Hms.Experiments.Ensembles;

/// <summary>The plain mean of the members' probabilities: nothing is fitted.</summary>
/// <param name="MemberCount">Number of models.</param>
public sealed record MeanCombination(int MemberCount) : FittedCombination
{
    /// <inheritdoc />
    public override int Members => MemberCount;

    /// <inheritdoc />
    public override void Combine(ReadOnlySpan<double> members, Span<double> result)
    {
        result.Clear();
        for (var i = 0; i < members.Length; i++) { result[i % result.Length] += members[i]; }
        foreach (ref var value in result) { value /= MemberCount; }
    }

    /// <inheritdoc />
    public override IReadOnlyList<KeyValuePair<string, double>> Parameters(IReadOnlyList<string> memberNames, IReadOnlyList<string> classNames) => [];
}
