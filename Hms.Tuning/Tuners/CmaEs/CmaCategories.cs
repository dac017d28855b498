using Hms.Tuning.Numerics;

namespace Hms.Tuning.Tuners.CmaEs;

/// <summary>Independent choice probabilities of the categorical parameters, learned by an adaptive natural gradient; never changed, an update gives the next.</summary>
/// <remarks>
/// Hamano et al., "CatCMA: Stochastic Optimization for Mixed-Category Problems", GECCO 2024, arXiv:2405.09962, section 3: the step has the length δ in the
/// Fisher metric, and δ, at first 1 and never more, shrinks where successive gradients disagree (adaptive stochastic natural gradient, Akimoto et al., ICML 2019, α = 1.5).
/// No choice falls below (1 − 0.73^(1/N))/(K − 1) for N parameters and K choices.
/// </remarks>
internal sealed class CmaCategories
{
    private const double SignalToNoise = 1.5;
    private const double KeptShare = 0.73;
    private readonly double[] _signal;
    private readonly double _signalNorm;
    private readonly double _caution;

    /// <summary>Starts from given probabilities.</summary>
    /// <param name="probabilities">One vector for each parameter; raised to the least probability where below it.</param>
    public CmaCategories(double[][] probabilities)
        : this([.. probabilities.Select(x => WithMargin(x, probabilities.Length))], new double[probabilities.Sum(x => x.Length - 1)], 0, 1) { }

    private CmaCategories(double[][] probabilities, double[] signal, double signalNorm, double caution) => (Probabilities, _signal, _signalNorm, _caution) = (probabilities, signal, signalNorm, caution);

    /// <summary>Probability of each choice of each parameter.</summary>
    public double[][] Probabilities { get; }

    /// <summary>All choices alike.</summary>
    /// <param name="choices">Number of choices of each parameter, at least 2.</param>
    public static CmaCategories Uniform(IEnumerable<int> choices) => new([.. choices.Select(k => Enumerable.Repeat(1.0 / k, k).ToArray())]);

    /// <summary>One choice for each parameter.</summary>
    public int[] Sample(SplitMix64 random) => [.. Probabilities.Select(x => Draw(x, random.NextDouble()))];

    /// <summary>The probabilities after one generation.</summary>
    /// <param name="choices">The choices of the samples, from the best to the worst.</param>
    /// <param name="constants">The positive weights count.</param>
    public CmaCategories Update(IReadOnlyList<int[]> choices, CmaConstants constants)
    {
        if (Probabilities.Length == 0) { return this; }
        var gradient = Probabilities.Select((q, n) => Gradient(q, choices.Select(x => x[n]), constants)).ToArray();
        var whitened = gradient.SelectMany((g, n) => Whiten(g, Probabilities[n])).ToArray();
        var norm = Math.Sqrt(whitened.Sum(x => x * x));
        if (norm < 1e-12) { return this; }
        var step = 1 / _caution;
        var next = Probabilities.Select((q, n) => WithMargin([.. q.Select((x, i) => x + step / norm * gradient[n][i])], Probabilities.Length)).ToArray();
        var rate = step / Math.Sqrt(whitened.Length);
        var signal = _signal.Select((x, i) => (1 - rate) * x + Math.Sqrt(rate * (2 - rate)) * whitened[i] / norm).ToArray();
        var signalNorm = (1 - rate) * (1 - rate) * _signalNorm + rate * (2 - rate);
        var caution = Math.Max(1, _caution * Math.Exp(rate * (signalNorm - signal.Sum(x => x * x) / SignalToNoise)));
        return new CmaCategories(next, signal, signalNorm, caution);
    }

    /// <summary>Σ w (one-hot(choice) − q).</summary>
    private static double[] Gradient(double[] q, IEnumerable<int> choices, CmaConstants constants)
    {
        var gradient = q.Select(x => -x).ToArray();
        foreach (var (choice, k) in choices.Take(constants.Parents).Select((x, k) => (x, k))) { gradient[choice] += constants.Weights[k]; }
        return gradient;
    }

    /// <summary>Square root of the Fisher matrix of the first K − 1 probabilities times the gradient.</summary>
    private static IEnumerable<double> Whiten(double[] gradient, double[] q)
    {
        var last = q[^1];
        var sum = gradient.Take(q.Length - 1).Sum();
        for (var i = 0; i < q.Length - 1; i++) { yield return gradient[i] / Math.Sqrt(q[i]) + Math.Sqrt(q[i]) * sum / (last + Math.Sqrt(last)); }
    }

    /// <summary>Raises what lies below the least probability and takes it from the rest in proportion to what they have above it.</summary>
    private static double[] WithMargin(double[] q, int parameters)
    {
        var least = (1 - Math.Pow(KeptShare, 1.0 / parameters)) / (q.Length - 1);
        var raised = q.Select(x => Math.Max(x, least)).ToArray();
        var sum = raised.Sum();
        var free = sum - least * q.Length;
        if (free <= 0) { return [.. q.Select(_ => 1.0 / q.Length)]; }
        return [.. raised.Select(x => x + (1 - sum) / free * (x - least))];
    }

    private static int Draw(double[] q, double target)
    {
        for (var i = 0; i < q.Length - 1; i++)
        {
            target -= q[i];
            if (target < 0) { return i; }
        }
        return q.Length - 1;
    }
}
