namespace Hms.Experiments.Commands;

/// <summary>Exit codes of <c>hms</c>.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>Something failed that better input would not mend.</summary>
    public const int Failure = 1;

    /// <summary>Bad input: a command line, an experiments.json, a data or model file. Nothing was changed.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by Ctrl+C (SIGINT); what was done so far can be resumed.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM; what was done so far can be resumed.</summary>
    public const int Terminated = 143;
}
