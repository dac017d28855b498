namespace Hms.Experiments.Evaluation;

/// <summary>The prediction of one row by a model that has not seen the row's patient.</summary>
/// <param name="RowIndex">Index of the row in the experiment's row table.</param>
/// <param name="EegId">EEG of the row.</param>
/// <param name="PatientId">Patient of the row, the unit of every standard error.</param>
/// <param name="Fold">Fold in which the row was held out, 0-based.</param>
/// <param name="VoteCount">Votes given to the row.</param>
/// <param name="Votes">Distribution of votes, sums to 1.</param>
/// <param name="Score">Predicted probabilities.</param>
/// <param name="Prior">Mean distribution of votes over the fold's training rows: what a model that looks at nothing predicts.</param>
public sealed record HeldOutPrediction(int RowIndex, long EegId, long PatientId, int Fold, double VoteCount, float[] Votes, float[] Score, float[] Prior)
{
    /// <summary>Spectrogram of the row; null where it has none, or in files of earlier versions.</summary>
    public long? SpectrogramId { get; init; }

    /// <summary>Label row that gave the window; null where unknown, or in files of earlier versions.</summary>
    public long? LabelId { get; init; }
}
