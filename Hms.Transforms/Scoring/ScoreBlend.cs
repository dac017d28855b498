namespace Hms.Transforms.Scoring;

/// <summary>The arithmetic of <see cref="ScoreBlendingTransformer"/>, in double.</summary>
/// <remarks>
/// Sum: q = sum of w p; where there is a temperature or a bias, softmax over classes of (ln q / T + b). Product: softmax over classes of (the sum of w ln p) / T + b. Logarithms are of
/// probabilities that are at least <see cref="ScoreBlendingOptions.SmallestProbability"/>. NaN, and a negative number where a logarithm is taken, give NaN.
/// </remarks>
public static class ScoreBlend
{
    /// <summary>The default of <see cref="ScoreBlendingOptions.SmallestProbability"/>: the clip of the competition's metric.</summary>
    public const double SmallestProbability = 1e-15;

    /// <summary>Blends the probabilities of one row.</summary>
    /// <param name="options">Weights, temperature, bias.</param>
    /// <param name="scores">One row of probabilities for each column of the options, all of one length.</param>
    /// <param name="result">Receives as many probabilities.</param>
    /// <exception cref="ArgumentException">The number of rows is not that of the columns, or their lengths differ.</exception>
    public static void Compute(ScoreBlendingOptions options, IReadOnlyList<float[]> scores, Span<double> result)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Count != options.InputColumns.Count) { throw new ArgumentException($"{scores.Count} rows of probabilities are given; {options.InputColumns.Count} columns need as many.", nameof(scores)); }
        result.Clear();
        for (var model = 0; model < scores.Count; model++)
        {
            if (scores[model].Length != result.Length) { throw new ArgumentException($"Row {model} has {scores[model].Length} probabilities; {result.Length} are needed.", nameof(scores)); }
            Add(options, model, scores[model], result);
        }
        Finish(options, result);
    }

    /// <summary>Adds one model's share.</summary>
    internal static void Add(ScoreBlendingOptions options, int model, ReadOnlySpan<float> scores, Span<double> sum)
    {
        var weight = options.Weights?[model] ?? 1.0 / options.InputColumns.Count;
        for (var c = 0; c < sum.Length; c++) { sum[c] += weight * (options.Kind == ScoreBlendKind.Geometric ? Logarithm(scores[c], options.SmallestProbability) : scores[c]); }
    }

    /// <summary>From the sum of all shares to probabilities.</summary>
    internal static void Finish(ScoreBlendingOptions options, Span<double> sum)
    {
        var isSum = options.Kind == ScoreBlendKind.Arithmetic;
        if (isSum && !options.IsCalibrated) { return; }
        for (var c = 0; c < sum.Length; c++) { sum[c] = (isSum ? Logarithm(sum[c], options.SmallestProbability) : sum[c]) / options.Temperature + (options.ClassBias?[c] ?? 0); }
        Softmax(sum);
    }

    private static double Logarithm(double probability, double smallest) => probability < 0 ? double.NaN : Math.Log(Math.Max(probability, smallest)); // Math.Max hands NaN on

    private static void Softmax(Span<double> values)
    {
        var largest = double.NegativeInfinity;
        foreach (var value in values) { largest = Math.Max(largest, value); }
        var sum = 0.0;
        for (var c = 0; c < values.Length; c++) { sum += values[c] = Math.Exp(values[c] - largest); }
        for (var c = 0; c < values.Length; c++) { values[c] /= sum; }
    }
}
