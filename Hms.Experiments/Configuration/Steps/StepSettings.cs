using System.ComponentModel;
using System.Text.Json.Serialization;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>A preprocessing step. This list is the registry: a new step is one record in its own file and one line here.</summary>
[Description("A preprocessing step.")]
[OneOf(
    typeof(ReplaceMissingStep),
    typeof(MontageStep),
    typeof(FilterStep),
    typeof(DenoiseStep),
    typeof(FirFilterStep),
    typeof(NotchStep),
    typeof(ResampleStep),
    typeof(ScaleStep),
    typeof(ClipStep),
    typeof(QuantileClipStep),
    typeof(SpectrogramStep),
    typeof(MelSpectrogramStep),
    typeof(MultitaperStep),
    typeof(ScalogramStep),
    typeof(PowerSpectralDensityStep),
    typeof(BandPowerStep),
    typeof(ConnectivityStep),
    typeof(ConcatenateStep),
    typeof(ArrangeStep),
    typeof(LogStep),
    typeof(NormalizeStep),
    typeof(ResizeStep),
    typeof(StackChannelsStep),
    typeof(StackRowsStep),
    typeof(TileStep),
    typeof(RebalanceStep),
    typeof(AugmentStep),
    Noun = "step")]
public abstract record StepSettings
{
    /// <summary>Name of the step for override and in parameter names; needed where a kind occurs twice.</summary>
    [Description("Name of the step for override and in parameter names; needed where a kind occurs twice.")]
    [Form("^[A-Za-z][A-Za-z0-9_-]*$", "a letter followed by letters, digits, hyphens and underscores")]
    [Fixed("it is a name")]
    public string? Id { get; init; }

    /// <summary>True where fitting looks at the rows, or where the step changes which rows there are.</summary>
    [JsonIgnore]
    public virtual bool LearnsFromRows => IsTrainingOnly;

    /// <summary>True where the step belongs to training rows only: validation and scoring rows never pass it.</summary>
    [JsonIgnore]
    public virtual bool IsTrainingOnly => false;

    /// <summary>True where the step takes so long (about 1 ms a row or more) that its result is worth the disk even behind a step that is fitted for every fold.</summary>
    [JsonIgnore]
    public virtual bool IsCostly => false;

    /// <summary>The columns that the step reads.</summary>
    /// <param name="previous">The column that the step before yields; Eeg for the first step.</param>
    public abstract IReadOnlyList<string> ReadColumns(string previous);

    /// <summary>The column that the step yields; null where it changes rows, not columns.</summary>
    /// <param name="previous">The column that the step before yields; Eeg for the first step.</param>
    public abstract string? YieldedColumn(string previous);
}
