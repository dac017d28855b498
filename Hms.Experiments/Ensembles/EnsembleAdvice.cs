using System.Globalization;

namespace Hms.Experiments.Ensembles;

/// <summary>Says which combination to use.</summary>
internal static class EnsembleAdvice
{
    /// <summary>Standard errors that a gain over the plain mean must exceed before a learned combination is worth its parameters.</summary>
    private const double StandardErrors = 2;

    /// <summary>The sentences.</summary>
    /// <param name="singles">The models alone.</param>
    /// <param name="combinations">The combinations, the plain mean first.</param>
    public static string Of(IReadOnlyList<SingleFigures> singles, IReadOnlyList<CombinationFigures> combinations)
    {
        var (one, learned) = (singles.Count == 1, combinations.Skip(1).ToList());
        var plain = one ? "the predictions as they are" : "the plain mean";
        var single = singles.MinBy(model => model.Kl)!;
        var beaten = !one && single.GainOverMean.Mean > 0 ? $" The single model {single.Name} has a lower KL than the plain mean ({Gain(single.GainOverMean)})." : "";
        if (learned.Count == 0) { return $"Only {plain} was judged." + beaten; }
        var best = learned.MinBy(combination => combination.CrossFittedKl)!;
        var clear = learned.Where(combination => combination.GainOverMean.Mean > StandardErrors * combination.GainOverMean.StandardError).MinBy(combination => combination.CrossFittedKl);
        if (clear is null) { return $"Use {plain}: no {(one ? "calibration" : "learned combination")} beats it by more than {StandardErrors} standard errors (the best, {best.Name}, {Gain(best.GainOverMean)})." + beaten; }
        var cost = clear != best ? $" ({best.Name} has a lower KL, but its gain is not as sure.)" : "";
        return $"Use {clear.Name}: cross-fitted it beats {plain} by more than {StandardErrors} standard errors ({Gain(clear.GainOverMean)}).{cost}" + beaten;
    }

    private static string Gain(Evaluation.PairedGain gain) => string.Create(CultureInfo.InvariantCulture, $"gain {gain.Mean:F4} +- {gain.StandardError:F4}");
}
