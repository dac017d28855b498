using System.Globalization;
using Hms.Data.Files;
using Hms.Signal.Montages;

namespace Hms.Data.Edf.Import;

/// <summary>How recordings become a data set.</summary>
public sealed record EdfImportOptions
{
    /// <summary>Length of the windows to score, in s; 50 is what the competition's models read.</summary>
    public double WindowSeconds { get; init; } = 50;

    /// <summary>Time from the start of one window to that of the next, in s; null takes the length of a window. Below it windows overlap.</summary>
    public double? StepSeconds { get; init; }

    /// <summary>What happens to the end of a recording that does not fill a window.</summary>
    public LastWindow LastWindow { get; init; } = LastWindow.Overlap;

    /// <summary>A CSV file of labelled windows; null writes windows to score. Columns: file, start_seconds, the six votes, and perhaps patient_id.</summary>
    public string? LabelsPath { get; init; }

    /// <summary>Which signal is a channel, where the labels do not say: channel of the HMS layout -> label or name in the file.</summary>
    public IReadOnlyDictionary<string, string> Channels { get; init; } = new Dictionary<string, string>();

    /// <summary>What happens to a recording without one of the 19 electrodes.</summary>
    public MissingChannels Missing { get; init; } = MissingChannels.Refuse;

    /// <summary>Unit of signals that have none or an unknown one; null refuses them.</summary>
    public string? AssumedUnit { get; init; }

    /// <summary>Which recordings belong to one patient.</summary>
    public PatientSource Patients { get; init; } = PatientSource.Header;

    /// <summary>What happens to files that cannot be imported.</summary>
    public BadFiles BadFiles { get; init; } = BadFiles.Refuse;

    /// <summary>How values are rounded.</summary>
    public MicrovoltRounding Rounding { get; init; } = MicrovoltRounding.Hundredth;

    /// <summary>All rules that these options break, as sentences; none when they can be used.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        AddLength(errors, "Window", WindowSeconds);
        if (StepSeconds is { } step) { AddLength(errors, "Step", step); }
        foreach (var name in Channels.Keys.Where(name => !Electrodes.HmsOrder.Contains(name)))
        {
            errors.Add($"Channel {name} is none of the HMS layout; give one of {string.Join(", ", Electrodes.HmsOrder)}.");
        }
        if (AssumedUnit is { } unit && EdfUnits.MicrovoltsPer(unit) is null) { errors.Add($"Unit \"{unit}\" is no voltage; give uV, mV, V or nV."); }
        return errors;
    }

    private static void AddLength(List<string> errors, string what, double seconds)
    {
        var samples = seconds * EegFile.SampleRateHz;
        if (!(samples >= 1 && samples <= EegFile.MaximumSamples) || samples != Math.Round(samples))
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{what} of {seconds} s must be a whole number of samples at {EegFile.SampleRateHz} Hz (steps of 0.005 s), above 0 and at most 24 h."));
        }
    }
}
