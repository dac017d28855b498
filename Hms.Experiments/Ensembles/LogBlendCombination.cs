using Hms.Signal.Statistics;

namespace Hms.Experiments.Ensembles;

/// <summary>A weighted product of the members' probabilities: softmax over classes of (sum over members of weight * ln p) + bias.</summary>
/// <param name="Weights">Weight of each member; any sign.</param>
/// <param name="Bias">Bias of each class.</param>
/// <param name="Ridge">Strength of the pull toward equal weights and no bias that the fit was made with; 0 is none, infinity leaves the geometric mean.</param>
/// <param name="Floor">Smaller probabilities count as this one before their logarithm; 1e-15 as in the metric, or larger, so that a zero of one model does not outvote all others.</param>
public sealed record LogBlendCombination(IReadOnlyList<double> Weights, IReadOnlyList<double> Bias, double Ridge, double Floor) : FittedCombination
{
    /// <inheritdoc />
    public override int Members => Weights.Count;

    /// <inheritdoc />
    public override void Combine(ReadOnlySpan<double> members, Span<double> result)
    {
        for (var c = 0; c < result.Length; c++) { result[c] = Bias[c]; }
        for (var i = 0; i < members.Length; i++)
        {
            result[i % result.Length] += Weights[i / result.Length] * LogOf(members[i], Floor);
        }
        Softmax(result);
    }

    /// <inheritdoc />
    public override IReadOnlyList<KeyValuePair<string, double>> Parameters(IReadOnlyList<string> memberNames, IReadOnlyList<string> classNames) =>
    [
        .. memberNames.Zip(Weights, (name, weight) => KeyValuePair.Create(name, weight)),
        .. classNames.Zip(Bias, (name, bias) => KeyValuePair.Create("bias " + name, bias)),
        KeyValuePair.Create("floor", Floor),
    ];

    /// <summary>Logarithm of a probability, clipped to [floor, 1 - 1e-15]; the default is the clip of the metric.</summary>
    internal static double LogOf(double probability, double floor = KullbackLeibler.Epsilon) => Math.Log(Math.Clamp(probability, floor, 1 - KullbackLeibler.Epsilon));

    /// <summary>Turns scores into probabilities in place.</summary>
    internal static void Softmax(Span<double> scores)
    {
        var largest = double.NegativeInfinity;
        foreach (var score in scores) { largest = Math.Max(largest, score); }
        var sum = 0.0;
        foreach (ref var score in scores) { sum += score = Math.Exp(score - largest); }
        foreach (ref var score in scores) { score /= sum; }
    }
}
