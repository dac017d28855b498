using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>A step that turns one column into one column.</summary>
[Description("A step that turns one column into one column.")]
public abstract record ColumnStepSettings : StepSettings
{
    /// <summary>Column that is read: Eeg, Spectrogram or an earlier step's output; not set: what the step before yields (first step: Eeg).</summary>
    [Description("Column that is read: Eeg, Spectrogram or an earlier step's output; not set: what the step before yields (first step: Eeg).")]
    [Form("^[A-Za-z][A-Za-z0-9_-]*$", "a letter followed by letters, digits, hyphens and underscores")]
    [Fixed("it is a column name")]
    public string? Input { get; init; }

    /// <summary>Column that is written; not set: the input column, in place.</summary>
    [Description("Column that is written; not set: the input column, in place.")]
    [Form("^[A-Za-z][A-Za-z0-9_-]*$", "a letter followed by letters, digits, hyphens and underscores")]
    [Fixed("it is a column name")]
    public string? Output { get; init; }

    /// <summary>The column that is read where no input is written.</summary>
    /// <param name="previous">The column that the step before yields.</param>
    protected virtual string DefaultInput(string previous) => previous;

    /// <inheritdoc />
    public sealed override IReadOnlyList<string> ReadColumns(string previous) => [Input ?? DefaultInput(previous)];

    /// <inheritdoc />
    public sealed override string? YieldedColumn(string previous) => Output ?? Input ?? DefaultInput(previous);
}
