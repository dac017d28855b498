namespace Hms.Tuning.Running;

/// <summary>A sweep ended without a usable result: too many trials failed one after the other, or none was completed.</summary>
public sealed class SweepFailedException : Exception
{
    /// <summary>Takes message and result.</summary>
    /// <param name="message">What happened, with the last failure.</param>
    /// <param name="result">Everything that was run; it is in the storage too.</param>
    public SweepFailedException(string message, SweepResult result)
        : base(message) => Result = result;

    /// <summary>Everything that was run.</summary>
    public SweepResult Result { get; }
}
