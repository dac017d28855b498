using Hms.Data.Rows;

namespace Hms.Experiments.Evaluation;

/// <summary>The held-out predictions of one model, to be compared with those of others.</summary>
/// <param name="Name">What the model is called in tables and messages.</param>
/// <param name="Predictions">Every row once.</param>
public sealed record ComparedPredictions(string Name, IReadOnlyList<HeldOutPrediction> Predictions)
{
    /// <summary>What a row of it is; null where that is not known: one EEG where no EEG occurs twice, else one label row.</summary>
    public RowUnit? Unit { get; init; }
}
