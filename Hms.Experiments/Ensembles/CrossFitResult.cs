using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Ensembles;

/// <summary>What a combination is worth: every row judged by a fit that has not seen the row's group.</summary>
public sealed record CrossFitResult
{
    /// <summary>Name of the combination.</summary>
    public required string Name { get; init; }

    /// <summary>Mean KL divergence, every row predicted by the fit to the other parts: the figure to go by.</summary>
    public required double CrossFittedKl { get; init; }

    /// <summary>Mean KL divergence of the fit to all rows on the same rows. It is OPTIMISTIC: shown beside the cross-fitted figure, never instead.</summary>
    public required double OptimisticInSampleKl { get; init; }

    /// <summary>The fit to all rows: what is used on new data.</summary>
    public required FittedCombination Final { get; init; }

    /// <summary>The parts and their fits.</summary>
    public required IReadOnlyList<CrossFitPart> Parts { get; init; }

    /// <summary>Cross-fitted probabilities, [rows, classes] row-major.</summary>
    public required double[] Predictions { get; init; }

    /// <summary>Cross-fitted KL divergence of each row.</summary>
    public required double[] RowKl { get; init; }

    /// <summary>Paired gain over the plain mean (positive: better than the mean), its standard error by group.</summary>
    public required PairedGain GainOverMean { get; init; }

    /// <summary>Bootstrap interval of that gain, groups drawn with their rows; null with fewer than five groups.</summary>
    public BootstrapInterval? GainInterval { get; init; }

    /// <summary>Each fitted parameter: of the fit to all rows, and how it varies over the parts.</summary>
    /// <param name="memberNames">Names of the models.</param>
    /// <param name="classNames">Names of the classes.</param>
    public IReadOnlyList<ParameterSpread> Parameters(IReadOnlyList<string> memberNames, IReadOnlyList<string> classNames)
    {
        var parts = Parts.Select(part => part.Fit.Parameters(memberNames, classNames)).ToArray();
        return [.. Final.Parameters(memberNames, classNames).Select((parameter, i) => ParameterSpread.Of(parameter.Key, parameter.Value, [.. parts.Select(part => part[i].Value)]))];
    }
}
