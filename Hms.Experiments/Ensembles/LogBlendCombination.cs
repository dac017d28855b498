using Hms.Signal.Statistics;

namespace Hms.Experiments.Ensembles;

/// <summary>A weighted product of the members' probabilities: softmax over classes of (sum over members of weight * ln p) + bias.</summary>
/// <param name="Weights">Weight of each member; any sign.</param>
/// <param name="Bias">Bias of each class.</param>
/// <param name="Ridge">Strength of the pull toward equal weights and no bias that the fit was made with; 0 is none, infinity leaves the geometric mean.</param>
/// <remarks>A probability is clipped to [1e-15, 1 - 1e-15] before its logarithm, as the metric does.</remarks>
public sealed record LogBlendCombination(IReadOnlyList<double> Weights, IReadOnlyList<double> Bias, double Ridge) : FittedCombination
{
    /// <inheritdoc />
    public override int Members => Weights.Count;

    /// <inheritdoc />
    public override void Combine(ReadOnlySpan<double> members, Span<double> result)
    {
        for (var c = 0; c < result.Length; c++) { result[c] = Bias[c]; }
        for (var i = 0; i < members.Length; i++)
        {
            result[i % result.Length] += Weights[i / result.Length] * LogOf(members[i]);
        }
        Softmax(result);
    }

    /// <inheritdoc />
    public override IReadOnlyList<KeyValuePair<string, double>> Parameters(IReadOnlyList<string> memberNames, IReadOnlyList<string> classNames) =>
    [
        .. memberNames.Zip(Weights, (name, weight) => KeyValuePair.Create(name, weight)),
        .. classNames.Zip(Bias, (name, bias) => KeyValuePair.Create("bias " + name, bias)),
    ];

    /// <summary>Logarithm of a probability, clipped as the metric clips it.</summary>
    internal static double LogOf(double probability) => Math.Log(Math.Clamp(probability, KullbackLeibler.Epsilon, 1 - KullbackLeibler.Epsilon));

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
