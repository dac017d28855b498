using Hms.Transforms.Mapping;

namespace Hms.Transforms.Scoring;

/// <summary>How a network is run, not what it computes: chosen by the program that scores, never stored in a model file.</summary>
public sealed record OnnxScoringOptions
{
    private const int LargestBatch = 4096;

    /// <summary>Rows that a cursor reads ahead and gives to the network at once, 1 to 4096. Default 16. A cursor holds that many rows of every column that is asked for.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Threads of ONNX Runtime within one batch; null (default) for what the model says, which is 1 where hms wrote it, because cursors run in parallel.</summary>
    public int? Threads { get; init; }

    /// <summary>Where the network runs. Default auto.</summary>
    public OnnxDevice Device { get; init; } = OnnxDevice.Auto;

    /// <summary>Test-time augmentation by exchanging left and right. Default none. The names of the image's channels decide which is which.</summary>
    public ScoringMirror Mirror { get; init; } = ScoringMirror.None;

    /// <summary>All errors of these options: rule, value, next step. Empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (BatchSize is < 1 or > LargestBatch) { errors.Add($"BatchSize {BatchSize} must be 1 to {LargestBatch}."); }
        if (Threads < 1) { errors.Add($"Threads {Threads} must be at least 1, or null for what the model says."); }
        if (!Enum.IsDefined(Mirror)) { errors.Add($"Mirror {Mirror} must be None or Average."); }
        return errors;
    }

    internal void RequireValid() => OptionErrors.Throw(nameof(OnnxScoringOptions), Validate());
}
