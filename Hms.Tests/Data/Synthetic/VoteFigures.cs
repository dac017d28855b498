namespace Hms.Tests.Data.Synthetic;

/// <summary>What describes a table of votes, one row a recording.</summary>
/// <param name="MeanShares">Mean share of each class.</param>
/// <param name="ArgmaxShares">Mean share of votes on the winning class, by that class.</param>
/// <param name="TopShare">The same over all rows.</param>
/// <param name="Entropy">Mean entropy of a row in nat.</param>
/// <param name="Unanimous">Share of rows with one class.</param>
/// <param name="Alpha0">Concentration of a Dirichlet-multinomial with the mean shares, by moments: 1 / correlation of two votes on a row, less 1.</param>
internal sealed record VoteFigures(double[] MeanShares, double[] ArgmaxShares, double TopShare, double Entropy, double Unanimous, double Alpha0)
{
    public static VoteFigures Of(IReadOnlyList<int[]> rows)
    {
        var classes = Enumerable.Range(0, 6).ToArray();
        var shares = rows.Select(row => Array.ConvertAll(row, votes => votes / (double)row.Sum())).ToList();
        var winners = shares.Select(row => Array.IndexOf(row, row.Max())).ToList();
        var mean = Array.ConvertAll(classes, k => shares.Average(row => row[k]));
        var chance = mean.Sum(share => share * share);
        var agreement = rows.Average(row => row.Sum(votes => votes * (votes - 1.0)) / (row.Sum() * (row.Sum() - 1.0)));
        return new VoteFigures(
            mean,
            Array.ConvertAll(classes, k => shares.Zip(winners).Where(pair => pair.Second == k).Average(pair => pair.First[k])),
            shares.Average(row => row.Max()),
            shares.Average(row => -row.Sum(share => share > 0 ? share * Math.Log(share) : 0)),
            shares.Average(row => row.Max() == 1 ? 1.0 : 0),
            (1 - chance) / (agreement - chance) - 1);
    }

    /// <summary>How alike two recordings of a patient are: their chance of the same class above that of two patients, over 1 less that; patients count alike.</summary>
    /// <param name="rows">Votes.</param>
    /// <param name="patients">Patient of each row.</param>
    public static double PatientCorrelation(IReadOnlyList<int[]> rows, IReadOnlyList<string> patients)
    {
        var shares = rows.Select(row => Array.ConvertAll(row, votes => votes / (double)row.Sum())).ToList();
        var chance = Enumerable.Range(0, 6).Sum(k => Math.Pow(shares.Average(row => row[k]), 2));
        var agreement = shares.Zip(patients).GroupBy(pair => pair.Second, pair => pair.First).Select(group => group.ToList()).Where(group => group.Count > 1).Average(group =>
        {
            var together = Enumerable.Range(0, 6).Sum(k => Math.Pow(group.Sum(row => row[k]), 2));
            return (together - group.Sum(row => row.Sum(share => share * share))) / (group.Count * (group.Count - 1.0));
        });
        return (agreement - chance) / (1 - chance);
    }
}
