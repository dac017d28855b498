using Hms.Data.Rows;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Running;

namespace Hms.Experiments.Reporting.Paper;

/// <summary>One experiment or ensemble beside what was published of it.</summary>
/// <param name="Name">Experiment or ensemble.</param>
/// <param name="Paper">What was published.</param>
internal sealed record PaperRow(string Name, PaperSettings Paper)
{
    /// <summary>Its out-of-fold predictions; null where it was not run, or failed.</summary>
    public RunPredictions? Run { get; init; }

    /// <summary>Figures of them; null without them.</summary>
    public ModelEvaluation? Evaluation { get; init; }

    /// <summary>What a row of them is, in words.</summary>
    public string UnitWords => Run?.Unit switch { RowUnit.Spectrogram => "spectrograms", RowUnit.Row => "label rows", RowUnit.Eeg => "EEGs", _ => "rows" };

    /// <summary>Whether the best of several trials was chosen on the rows that it is judged on.</summary>
    public bool IsChosenOnItsRows => Run is { Record: { Kind: "sweep" } or { KeepsBestEpoch: true } };
}
