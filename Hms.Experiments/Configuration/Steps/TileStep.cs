using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Puts four regions of the spectrogram file (left) and four spectrograms of the EEG (right) into one image of 512 x 512 pixels.</summary>
[Description("Puts four regions of the spectrogram file (left) and four spectrograms of the EEG (right) into one image of 512 x 512 pixels.")]
[Key("tile")]
public sealed record TileStep : StepSettings, ICheckedSettings
{
    /// <summary>The column that is written where no output is given.</summary>
    public const string DefaultOutput = "Image";

    /// <summary>Column of the file's regions, four of 100 x 300, clipped and as logarithms; not set: without them.</summary>
    [Description("Column of the file's regions, four of 100 x 300, clipped and as logarithms; not set: without them.")]
    [Form("^[A-Za-z][A-Za-z0-9_-]*$", "a letter followed by letters, digits, hyphens and underscores")]
    [Fixed("it is a column name")]
    public string? Kaggle { get; init; }

    /// <summary>Column of the EEG's spectrograms, four of 128 x 256; not set: without them.</summary>
    [Description("Column of the EEG's spectrograms, four of 128 x 256; not set: without them.")]
    [Form("^[A-Za-z][A-Za-z0-9_-]*$", "a letter followed by letters, digits, hyphens and underscores")]
    [Fixed("it is a column name")]
    public string? Eeg { get; init; }

    /// <summary>Column that is written; not set: Image.</summary>
    [Description("Column that is written; not set: Image.")]
    [Form("^[A-Za-z][A-Za-z0-9_-]*$", "a letter followed by letters, digits, hyphens and underscores")]
    [Fixed("it is a column name")]
    public string? Output { get; init; }

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (Kaggle is null && Eeg is null) { yield return new SettingsProblem("a tile step needs a column under \"kaggle\", \"eeg\", or both.", "kaggle", "eeg"); }
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> ReadColumns(string previous) => [.. new[] { Kaggle, Eeg }.OfType<string>()];

    /// <inheritdoc />
    public override string? YieldedColumn(string previous) => Output ?? DefaultOutput;
}
