using System.Globalization;
using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Ensembles;

/// <summary>Says which combination to use: a learned one only where <see cref="Verdict"/> tells it from the plain mean.</summary>
internal static class EnsembleAdvice
{
    /// <summary>The sentences.</summary>
    /// <param name="singles">The models alone.</param>
    /// <param name="combinations">The combinations, the plain mean first.</param>
    /// <param name="unit">What standard errors go by: patients or rows.</param>
    public static string Of(IReadOnlyList<SingleFigures> singles, IReadOnlyList<CombinationFigures> combinations, string unit)
    {
        var (one, learned) = (singles.Count == 1, combinations.Skip(1).ToList());
        var plain = one ? "the predictions as they are" : "the plain mean";
        var single = singles.MinBy(model => model.Kl)!;
        var beaten = !one && single.GainOverMean.Mean > 0 ? $" The single model {single.Name} has a lower KL than the plain mean ({Gain(single.GainOverMean)})." : "";
        if (learned.Count == 0) { return $"Only {plain} was judged." + beaten; }
        var best = learned.MinBy(combination => combination.CrossFittedKl)!;
        var clear = learned.Where(combination => combination.GainOverMean.Mean > 0 && Verdict.TellsApart(combination.GainOverMean, combination.GainInterval)).MinBy(combination => combination.CrossFittedKl);
        var compared = learned.Count == 1 ? "" : $" {learned.Count} were compared; the best of several looks a little better than it is.";
        if (clear is null) { return $"Use {plain}: no {(one ? "calibration" : "learned combination")} beats it beyond chance on these {best.GainOverMean.Groups} {unit} (the best of {learned.Count}, {best.Name}, {Gain(best.GainOverMean)})." + beaten; }
        var cost = clear != best ? $" ({best.Name} has a lower KL, but its gain is not as sure.)" : "";
        return $"Use {clear.Name}: cross-fitted it beats {plain} beyond chance ({Gain(clear.GainOverMean)}).{compared}{cost}" + beaten;
    }

    private static string Gain(PairedGain gain) => string.Create(CultureInfo.InvariantCulture, $"gain {gain.Mean:F4} +- {gain.StandardError:F4}");
}
