using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Reporting.Paper;

/// <summary>Everything that the page "The paper, row by row" says.</summary>
/// <param name="Scale">Scale of the runs.</param>
/// <param name="Rows">Experiments and ensembles that reproduce something, in the file's order.</param>
/// <param name="Comparisons">Those that change another, compared with it row by row.</param>
internal sealed record PaperResults(string Scale, IReadOnlyList<PaperRow> Rows, IReadOnlyList<PairedComparison> Comparisons)
{
    /// <summary>KL floor of the synthetic data; null where the data are not synthetic, or nothing was run.</summary>
    public double? SyntheticFloorKl => Rows.Select(row => row.Run?.Record.SyntheticFloorKl).FirstOrDefault(floor => floor is not null);

    /// <summary>Whether any run is on synthetic data.</summary>
    public bool IsSynthetic => SyntheticFloorKl is not null;

    /// <summary>The row of a name.</summary>
    public PaperRow? Find(string name) => Rows.FirstOrDefault(row => row.Name == name);
}
