using System.Text.Json.Nodes;

namespace Hms.Data.Windows;

/// <summary>Which window of each recording a model sees; an exported model carries it, so that training and scoring cannot differ.</summary>
public sealed record WindowOptions
{
    /// <summary>Which part of the EEG; default <see cref="WindowPosition.Labelled"/>.</summary>
    public WindowPosition Position { get; init; } = WindowPosition.Labelled;

    /// <summary>Length of the EEG window in s; default 50.</summary>
    public double DurationSeconds { get; init; } = 50;

    /// <summary>Sampling rate of the EEG files in Hz; default 200. Files are not resampled.</summary>
    public double SampleRateHz { get; init; } = 200;

    /// <summary>Which part of the spectrogram file; default <see cref="WindowPosition.Labelled"/>.</summary>
    public WindowPosition SpectrogramPosition { get; init; } = WindowPosition.Labelled;

    /// <summary>Rows of the spectrogram window, 2 s each; default 300 (ten minutes).</summary>
    public int SpectrogramRows { get; init; } = 300;

    /// <summary>What happens to a recording that does not fill its window; default <see cref="ShortRecording.Refuse"/>.</summary>
    public ShortRecording Short { get; init; } = ShortRecording.Refuse;

    /// <summary>Samples of the EEG window per channel.</summary>
    public int SampleCount => (int)Math.Round(DurationSeconds * SampleRateHz, MidpointRounding.AwayFromZero);

    /// <summary>All rules that the values break; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (!(DurationSeconds > 0 && double.IsFinite(DurationSeconds))) { errors.Add($"DurationSeconds {DurationSeconds} must be above 0."); }
        if (!(SampleRateHz > 0 && double.IsFinite(SampleRateHz))) { errors.Add($"SampleRateHz {SampleRateHz} must be above 0."); }
        if (errors.Count == 0 && DurationSeconds * SampleRateHz is < 0.5 or > 100_000_000) { errors.Add($"DurationSeconds {DurationSeconds} x SampleRateHz {SampleRateHz} must give 1 to 100,000,000 samples."); }
        if (SpectrogramRows is < 1 or > 1_000_000) { errors.Add($"SpectrogramRows {SpectrogramRows} must be 1 to 1,000,000."); }
        if (!Enum.IsDefined(Position)) { errors.Add($"Position {Position} must be Labelled, Middle or First."); }
        if (!Enum.IsDefined(SpectrogramPosition)) { errors.Add($"SpectrogramPosition {SpectrogramPosition} must be Labelled, Middle or First."); }
        if (!Enum.IsDefined(Short)) { errors.Add($"Short {Short} must be Refuse or Pad."); }
        return errors;
    }

    /// <summary>All values, as the exported model carries them.</summary>
    public JsonObject ToJson() => WindowOptionsJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote: every value must be there and none besides.</summary>
    /// <param name="json">The object.</param>
    /// <exception cref="FormatException">A value is missing, unknown, of a wrong type or out of range; the message names it.</exception>
    public static WindowOptions FromJson(JsonObject json) => WindowOptionsJson.Read(json);
}
