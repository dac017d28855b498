namespace Hms.Experiments.Evaluation;

/// <summary>Compares models row by row: on the same rows most of what makes a score high or low is the row's, and cancels.</summary>
public static class PairedComparer
{
    /// <summary>Compares candidates with a reference, each on the rows that both predict.</summary>
    /// <param name="reference">The one.</param>
    /// <param name="candidates">The others.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>One comparison per candidate, in their order.</returns>
    /// <exception cref="UserErrorException">Rows cannot be joined, or the same row has other votes; the message names the row.</exception>
    public static IReadOnlyList<PairedComparison> Compare(ComparedPredictions reference, IReadOnlyList<ComparedPredictions> candidates, EvaluationOptions? options = null)
    {
        options = (options ?? new EvaluationOptions()).Required();
        return [.. candidates.Select(candidate => Compare(reference, candidate, options))];
    }

    /// <summary>Ranks models by their mean score on the rows that all of them predict.</summary>
    /// <param name="models">Two or more.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="UserErrorException">Rows cannot be joined, or the same row has other votes; the message names the row.</exception>
    public static ModelRanking Rank(IReadOnlyList<ComparedPredictions> models, EvaluationOptions? options = null)
    {
        options = (options ?? new EvaluationOptions()).Required();
        var rows = PairedRows.Join(models);
        var bootstrap = new PatientBootstrap(rows.PatientIds, options);
        var order = Enumerable.Range(0, models.Count).OrderBy(m => rows.Scores[m].Average()).ToArray();
        var best = rows.Scores[order[0]];
        var wins = bootstrap.Patients < options.MinPatients ? null : Wins(bootstrap.Means(rows.Scores));
        var ranked = order.Select((m, rank) => new RankedModel(
            rank + 1, models[m].Name, rows.Scores[m].Average(), rank == 0 ? null : PairedGain.Compute(rows.Scores[m], best, rows.PatientIds), wins?[m]));
        return new ModelRanking(rows.PatientIds.Length, bootstrap.Patients, rows.LeftOut, rows.Unit, [.. ranked]);
    }

    private static PairedComparison Compare(ComparedPredictions reference, ComparedPredictions candidate, EvaluationOptions options)
    {
        var rows = PairedRows.Join([reference, candidate]);
        var (from, to) = (rows.Scores[0], rows.Scores[1]);
        var differences = from.Zip(to, (r, c) => r - c).ToArray();
        var interval = new PatientBootstrap(rows.PatientIds, options).Interval(differences);
        int[] high = [.. Enumerable.Range(0, from.Length).Where(i => rows.VoteCounts[i] >= options.HighVotes)];
        return new PairedComparison(
            reference.Name, candidate.Name, PairedGain.Compute(from, to, rows.PatientIds), interval, differences.Count(d => d > 0) / (double)differences.Length, rows.LeftOut)
        {
            Unit = rows.Unit,
            HighVoteGain = high.Length == 0 ? null : PairedGain.Compute([.. high.Select(i => from[i])], [.. high.Select(i => to[i])], [.. high.Select(i => rows.PatientIds[i])]),
        };
    }

    /// <summary>Share of resamples in which each series is the smallest; equal ones share it.</summary>
    private static double[] Wins(double[][] means)
    {
        var wins = new double[means.Length];
        for (var draw = 0; draw < means[0].Length; draw++)
        {
            var smallest = means.Min(series => series[draw]);
            var winners = Enumerable.Range(0, means.Length).Where(m => means[m][draw] == smallest).ToArray();
            foreach (var winner in winners) { wins[winner] += 1.0 / (winners.Length * means[0].Length); }
        }
        return wins;
    }
}
