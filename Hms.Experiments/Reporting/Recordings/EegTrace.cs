namespace Hms.Experiments.Reporting.Recordings;

/// <summary>One trace of a page.</summary>
/// <param name="Name">Fp1-F7, or Fp1.</param>
/// <param name="Group">Traces of one group lie together: a chain, or a side of the head.</param>
/// <param name="Values">Samples of the page in uV; NaN where missing.</param>
internal sealed record EegTrace(string Name, string Group, float[] Values)
{
    /// <summary>Group of the trace that is no EEG.</summary>
    public const string EkgGroup = "EKG";

    /// <summary>True where there is a number.</summary>
    public bool HasSignal { get; } = Values.AsSpan().ContainsAnyExcept(float.NaN);
}
