using Hms.Data;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Ensembles.Files;
using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Ensembles;

/// <summary>Judges the models of an ensemble, their mean, and what learning adds to it.</summary>
public static class EnsembleAnalysis
{
    /// <summary>The combinations that are judged: the plain mean first, whatever is asked for, as all others are compared with it.</summary>
    /// <param name="combinations">Ways of joining.</param>
    /// <param name="calibrations">Calibrations of each but the log blend, which holds both already.</param>
    /// <param name="members">Number of models; of one model only its calibrations are judged.</param>
    public static IReadOnlyList<ICombinationFitter> Fitters(IReadOnlyList<CombinationChoice> combinations, IReadOnlyList<CalibrationChoice> calibrations, int members)
    {
        List<ICombinationFitter> plain = [new MeanFitter()];
        if (members > 1 && combinations.Contains(CombinationChoice.Weighted)) { plain.Add(new WeightedFitter()); }
        var blend = members > 1 && combinations.Contains(CombinationChoice.LogBlend) ? new ICombinationFitter[] { new LogBlendFitter() } : [];
        var calibrated = plain.SelectMany(fitter => calibrations.Where(kind => kind != CalibrationChoice.None).Distinct().Select(kind => new CalibratedFitter(fitter, kind)));
        return [.. plain, .. blend, .. calibrated];
    }

    /// <summary>Cross-fits each combination.</summary>
    /// <param name="input">What was read.</param>
    /// <param name="fitters">The combinations, the plain mean first.</param>
    /// <param name="options">How to cross-fit.</param>
    /// <param name="progress">Called after each combination.</param>
    /// <param name="cancellationToken">Stops the fits.</param>
    public static IReadOnlyList<CrossFitResult> Run(EnsembleInput input, IReadOnlyList<ICombinationFitter> fitters, CrossFitOptions options, Action progress, CancellationToken cancellationToken)
    {
        var results = new List<CrossFitResult>();
        foreach (var fitter in fitters)
        {
            results.Add(CrossFitter.Run(input.Data, fitter, options, cancellationToken));
            progress();
        }
        return results;
    }

    /// <summary>Puts the figures together.</summary>
    /// <param name="input">What was read.</param>
    /// <param name="results">The combinations, the plain mean first.</param>
    public static EnsembleReport Report(EnsembleInput input, IReadOnlyList<CrossFitResult> results)
    {
        var data = input.Data;
        var groups = data.GroupsOrRows();
        string[] names = [.. data.Members.Select(member => member.Name)];
        var singles = names.Select((name, m) =>
        {
            var kl = data.Divergences(m);
            return new SingleFigures(name, kl.Average(), ManyVotes(data, kl), PairedGain.Compute(results[0].RowKl, kl, groups));
        }).ToList();
        var combinations = results.Select(result => new CombinationFigures(
            result.Name, result.CrossFittedKl, result.OptimisticInSampleKl, ManyVotes(data, result.RowKl), result.GainOverMean, result.GainInterval,
            RidgeOf(result.Final), result.Parameters(names, VoteClasses.Names))).ToList();
        return new EnsembleReport
        {
            Rows = data.Rows,
            LeftOutRows = input.LeftOutRows,
            ManyVotesRows = data.VoteCounts?.Count(count => count >= EnsembleReport.ManyVotes),
            Patients = data.Groups?.Distinct().Count(),
            Key = input.Key,
            Split = input.Split,
            Singles = singles,
            Combinations = combinations,
            Advice = EnsembleAdvice.Of(singles, combinations, data.Groups is null ? "rows" : "patients"),
            Warnings = input.Warnings,
        };
    }

    private static double? RidgeOf(FittedCombination fit) => fit switch
    {
        LogBlendCombination blend => blend.Ridge,
        CalibratedCombination calibrated => calibrated.Ridge,
        _ => null,
    };

    private static double? ManyVotes(EnsembleData data, double[] kl)
    {
        if (data.VoteCounts is not { } counts) { return null; }
        var many = kl.Where((_, row) => counts[row] >= EnsembleReport.ManyVotes).ToList();
        return many.Count > 0 ? many.Average() : null;
    }
}
