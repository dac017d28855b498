using Hms.Data;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>A combination in blend.json: all that is needed to use it, of the fit to all rows.</summary>
/// <param name="Name">Name of the combination.</param>
/// <param name="CrossFittedKl">Its cross-fitted figure.</param>
/// <param name="Ridge">Strength of the pull of its fit; null where there is none.</param>
/// <param name="Weights">Weight of each model; null: the same for all, 1 / models.</param>
/// <param name="Floor">Smaller probabilities count as this one before their logarithm; null where no model's logarithm is taken.</param>
/// <param name="Temperature">Temperature; null where there is none.</param>
/// <param name="Bias">Bias of each class; null where there is none.</param>
internal sealed record BlendEntry(string Name, double CrossFittedKl, double? Ridge, IReadOnlyDictionary<string, double>? Weights, double? Floor, double? Temperature, IReadOnlyDictionary<string, double>? Bias)
{
    /// <summary>Takes a combination apart.</summary>
    /// <param name="result">The combination.</param>
    /// <param name="ridge">Strength of the pull of its fit.</param>
    /// <param name="members">Names of the models, all different.</param>
    public static BlendEntry Of(CrossFitResult result, double? ridge, IReadOnlyList<string> members)
    {
        var (inner, calibration) = result.Final is CalibratedCombination calibrated ? (calibrated.Inner, calibrated.Calibration) : (result.Final, null);
        var blend = inner as LogBlendCombination;
        if (blend is not null && calibration is not null) { throw new ArgumentException("A log blend has biases already; calibrated, it would have two."); }
        var weights = blend?.Weights ?? (inner as WeightedCombination)?.Weights;
        return new BlendEntry(result.Name, result.CrossFittedKl, ridge, Named(members, weights), blend?.Floor, calibration?.Temperature, Named(VoteClasses.Names, blend?.Bias ?? calibration?.Bias));
    }

    private static Dictionary<string, double>? Named(IReadOnlyList<string> names, IReadOnlyList<double>? values) =>
        values is null ? null : names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
}
