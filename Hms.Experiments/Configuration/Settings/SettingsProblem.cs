namespace Hms.Experiments.Configuration.Settings;

/// <summary>A contradiction between values.</summary>
public sealed class SettingsProblem
{
    /// <summary>Half of the sample rate of all recordings, 200 Hz.</summary>
    public const double NyquistHz = 100;

    /// <summary>A contradiction.</summary>
    /// <param name="message">Rule, values, next step.</param>
    /// <param name="paths">The values' keys (or dotted paths) below the settings that were checked; it is reported at the first one that is written.</param>
    public SettingsProblem(string message, params string[] paths)
    {
        Message = message;
        Paths = paths;
    }

    /// <summary>Rule, values, next step.</summary>
    public string Message { get; }

    /// <summary>The values involved; the problem is dropped where one of them has a problem of its own.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Whether the problem follows from the columns of all steps: it is dropped where the columns of any step are not known.</summary>
    public bool DependsOnColumns { get; init; }

    /// <summary>Code of <see cref="DiagnosticCodes"/>.</summary>
    public string Code { get; init; } = DiagnosticCodes.Contradiction;

    /// <summary>The problem of a frequency that the sample rate cannot carry; null where it can.</summary>
    /// <param name="frequencyHz">The frequency.</param>
    /// <param name="key">Its key.</param>
    /// <param name="allowed">Whether the Nyquist frequency itself is allowed.</param>
    internal static SettingsProblem? BeyondNyquist(double? frequencyHz, string key, bool allowed = false)
    {
        if (frequencyHz is null || frequencyHz < NyquistHz || (allowed && frequencyHz <= NyquistHz)) { return null; }
        var rule = allowed ? "must not exceed" : "must be below";
        return new SettingsProblem(FormattableString.Invariant($"{key} {frequencyHz} {rule} the Nyquist frequency {NyquistHz} Hz (sample rate {2 * NyquistHz} Hz)."), key);
    }
}
