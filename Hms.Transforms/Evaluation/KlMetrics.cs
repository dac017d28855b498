namespace Hms.Transforms.Evaluation;

/// <summary>The competition's metric over a table.</summary>
/// <param name="MeanKl">Mean Kullback-Leibler divergence over the rows, in nat; NaN where there is no row.</param>
/// <param name="ClassTerms">What each class adds to the mean: mean over rows of y ln(y / p). They sum to <paramref name="MeanKl"/>; one alone may be negative.</param>
/// <param name="Count">Number of rows that count.</param>
/// <param name="SkippedRows">Rows left out because they have fewer votes than asked for.</param>
/// <param name="RowDivergences">Divergence of each row that counts, in table order: for paired comparisons and errors by patient.</param>
public sealed record KlMetrics(double MeanKl, IReadOnlyList<double> ClassTerms, int Count, int SkippedRows, IReadOnlyList<double> RowDivergences);
