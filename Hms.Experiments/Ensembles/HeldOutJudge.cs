namespace Hms.Experiments.Ensembles;

/// <summary>Judges what was fitted to some rows on others; on the same rows, or on rows of the same groups, it refuses to.</summary>
public static class HeldOutJudge
{
    /// <summary>Fits to some rows and judges on others.</summary>
    /// <param name="data">The data.</param>
    /// <param name="fitter">What is fitted.</param>
    /// <param name="fitRows">Rows that the fit sees.</param>
    /// <param name="judgedRows">Rows that the fit is judged on.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <returns>The fit, and its probabilities for the judged rows, [rows, classes] row-major.</returns>
    /// <exception cref="ArgumentException">A row or a group is on both sides, or a side is empty.</exception>
    public static (FittedCombination Fit, double[] Predictions) Run(EnsembleData data, ICombinationFitter fitter, IReadOnlyList<int> fitRows, IReadOnlyList<int> judgedRows, CancellationToken cancellationToken)
    {
        if (fitRows.Count == 0 || judgedRows.Count == 0) { throw new ArgumentException($"{fitRows.Count} rows to fit to and {judgedRows.Count} to judge on; both need at least one."); }
        var groups = data.GroupsOrRows();
        var seen = fitRows.Select(row => groups[row]).ToHashSet();
        foreach (var row in judgedRows)
        {
            if (!seen.Contains(groups[row])) { continue; }
            var shared = data.Groups is null ? $"row {row}" : $"group {groups[row]} (row {row})";
            throw new ArgumentException($"A combination is judged on rows that its fit has not seen; {shared} is on both sides. Split the rows by group.");
        }
        var fit = fitter.Fit(data, fitRows, cancellationToken);
        return (fit, fit.Combine(data, judgedRows));
    }

    /// <summary>KL divergence of each row; for callers of this folder that keep the sides apart.</summary>
    internal static double[] Loss(EnsembleData data, FittedCombination fit, IReadOnlyList<int> rows) => Loss(data, fit.Combine(data, rows), rows);

    /// <summary>KL divergence of each row of predictions.</summary>
    internal static double[] Loss(EnsembleData data, double[] predictions, IReadOnlyList<int> rows) =>
        [.. rows.Select((row, i) => data.Divergence(row, predictions.AsSpan(i * data.Classes, data.Classes)))];
}
