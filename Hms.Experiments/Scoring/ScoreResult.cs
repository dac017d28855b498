namespace Hms.Experiments.Scoring;

/// <summary>What scoring did.</summary>
/// <param name="Scored">EEGs in the submission.</param>
/// <param name="Refused">Recordings left out, each with file and reason.</param>
/// <param name="Padded">Recordings shorter than the model's window that were padded, each with file and lengths.</param>
/// <param name="OutputPath">The submission.</param>
public sealed record ScoreResult(int Scored, IReadOnlyList<string> Refused, IReadOnlyList<string> Padded, string OutputPath)
{
    /// <summary>Moved windows that test-time augmentation left out, because a recording has no room for them.</summary>
    public int ShiftsLeftOut { get; init; }
}
