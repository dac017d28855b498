using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Ensembles;

/// <summary>Judges combinations of models by cross-fitting: each part of the groups by a fit to the other parts.</summary>
public static class CrossFitter
{
    /// <summary>Cross-fits one combination.</summary>
    /// <param name="data">Out-of-fold predictions and truth.</param>
    /// <param name="fitter">The combination.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops the fits.</param>
    /// <exception cref="ArgumentException">The data or the options cannot be used, or a group lies in two of the given folds; the message names what and why.</exception>
    public static CrossFitResult Run(EnsembleData data, ICombinationFitter fitter, CrossFitOptions options, CancellationToken cancellationToken)
    {
        data.Require();
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors)); }
        int[] all = [.. Enumerable.Range(0, data.Rows)];
        var split = EnsembleParts.Outer(data, options.Parts);
        var predictions = new double[data.Truth.Length];
        var parts = new List<CrossFitPart>();
        foreach (var judged in split)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[] others = [.. split.Where(part => part != judged).SelectMany(part => part).Order()];
            var (fit, values) = HeldOutJudge.Run(data, fitter, others, judged, cancellationToken);
            for (var i = 0; i < judged.Length; i++) { values.AsSpan(i * data.Classes, data.Classes).CopyTo(predictions.AsSpan(judged[i] * data.Classes)); }
            parts.Add(new CrossFitPart(judged, fit, HeldOutJudge.Loss(data, values, judged).Average()));
        }
        var final = fitter.Fit(data, all, cancellationToken);
        var rowKl = HeldOutJudge.Loss(data, predictions, all);
        var mean = HeldOutJudge.Loss(data, new MeanCombination(data.Members.Count), all);
        var groups = data.GroupsOrRows();
        return new CrossFitResult
        {
            Name = fitter.Name,
            CrossFittedKl = rowKl.Average(),
            OptimisticInSampleKl = HeldOutJudge.Loss(data, final, all).Average(),
            Final = final,
            Parts = parts,
            Predictions = predictions,
            RowKl = rowKl,
            GainOverMean = PairedGain.Compute(mean, rowKl, groups),
            GainInterval = new PatientBootstrap(groups, new EvaluationOptions { Draws = options.BootstrapDraws, Level = options.Level, Seed = options.Seed }).Interval([.. mean.Zip(rowKl, (reference, candidate) => reference - candidate)]),
        };
    }
}
