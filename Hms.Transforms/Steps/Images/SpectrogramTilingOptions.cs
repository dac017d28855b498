using System.Text.Json.Serialization;
using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Images;

/// <summary>Options of <see cref="SpectrogramTilingEstimator"/>.</summary>
public sealed record SpectrogramTilingOptions
{
    /// <summary>Column of the spectrogram file's regions, [4, 100, 300], clipped and as logarithms; null (default) leaves them out.</summary>
    public string? SpectrogramColumn { get; init; }

    /// <summary>Column of the EEG's spectrograms, [4, 128, 256]; null (default) leaves them out.</summary>
    public string? EegColumn { get; init; }

    /// <summary>The column to write, [1, 512, 512], or [1, 512, 256] from one of them.</summary>
    public required string OutputColumn { get; init; }

    /// <summary>Added to the standard deviation of a region; default 1e-6.</summary>
    public double Epsilon { get; init; } = 1e-6;

    /// <summary>The columns to read, from left to right.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> InputColumns => [.. new[] { SpectrogramColumn, EegColumn }.OfType<string>()];

    /// <summary>All errors of these options: rule, value, next step. Empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (InputColumns.Count == 0) { errors.Add("Neither SpectrogramColumn nor EegColumn is given; name one or both."); }
        if (SpectrogramColumn is not null && string.IsNullOrWhiteSpace(SpectrogramColumn)) { errors.Add("SpectrogramColumn is empty; name the column to read, or leave it out."); }
        if (EegColumn is not null && string.IsNullOrWhiteSpace(EegColumn)) { errors.Add("EegColumn is empty; name the column to read, or leave it out."); }
        if (string.IsNullOrWhiteSpace(OutputColumn)) { errors.Add("OutputColumn is empty; name the column to write."); }
        if (!(Epsilon > 0) || !double.IsFinite(Epsilon)) { errors.Add(FormattableString.Invariant($"Epsilon {Epsilon} must be above 0.")); }
        return errors;
    }

    internal void RequireValid() => OptionErrors.Throw(nameof(SpectrogramTilingOptions), Validate());
}
