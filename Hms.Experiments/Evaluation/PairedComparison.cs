using Hms.Data.Rows;

namespace Hms.Experiments.Evaluation;

/// <summary>Two models on the same rows, row by row.</summary>
/// <param name="Reference">Name of the one.</param>
/// <param name="Candidate">Name of the other.</param>
/// <param name="Gain">Mean of reference minus candidate (positive: the candidate is better), with its standard error by patient.</param>
/// <param name="Interval">Bootstrap interval of the mean, patients drawn with their rows; null with fewer patients than <see cref="EvaluationOptions.MinPatients"/>.</param>
/// <param name="BetterRows">Share of rows on which the candidate is better.</param>
/// <param name="LeftOutRows">Rows that only one of the two predicts, which are not compared.</param>
public sealed record PairedComparison(string Reference, string Candidate, PairedGain Gain, BootstrapInterval? Interval, double BetterRows, int LeftOutRows)
{
    /// <summary>What a compared row is: the finer unit of the two, for which a prediction of the coarser one stands.</summary>
    public RowUnit Unit { get; init; }

    /// <summary>The same gain on the rows with many votes; null where there are none.</summary>
    public PairedGain? HighVoteGain { get; init; }
}
