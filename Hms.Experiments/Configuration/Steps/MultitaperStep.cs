using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>The competition's own spectrograms, computed from the EEG's electrodes: four images, LL, RL, LP, RP, of 100 frequencies.</summary>
[Description("The competition's own spectrograms, computed from the EEG's electrodes: four images, LL, RL, LP, RP, of 100 frequencies.")]
[Key("multitaper")]
public sealed record MultitaperStep : ColumnStepSettings
{
    /// <summary>Whether the competition's filters (57.5-62.5 Hz stopped, 0.5-40 Hz passed) are applied first.</summary>
    [Description("Whether the competition's filters (57.5-62.5 Hz stopped, 0.5-40 Hz passed) are applied first.")]
    public bool Prefilter { get; init; } = true;

    /// <summary>Which windows of 4 s.</summary>
    [Description("Which windows of 4 s.")]
    public MultitaperTimeGrid Grid { get; init; } = MultitaperTimeGrid.WholeWindows;

    /// <inheritdoc />
    public override bool IsCostly => true;
}
