using System.Globalization;
using Hms.Data.Files;
using Hms.Data.Schemas;
using Hms.Data.Windows;

namespace Hms.Data.Checks;

/// <summary>Checks of one EEG file. Thread-safe.</summary>
internal sealed class EegCheck(HmsFolder folder)
{
    private const double HugeMicrovolts = 10_000;
    private const double FlatShareWarned = 0.5;
    private static readonly WindowOptions Window = new();
    private static readonly IReadOnlyList<string> Channels = TableSchema.Eeg.RequiredNames;

    private readonly LineCheck _line = new();

    /// <summary>Reads one EEG file whole.</summary>
    /// <param name="id">Id of the EEG.</param>
    /// <param name="lastOffsetSeconds">The largest offset of its windows.</param>
    public RecordingFacts Run(long id, double lastOffsetSeconds)
    {
        if (folder.FindEeg(id) is not { } path)
        {
            return SignalFileCheck.Missing("missing-eeg", $"EEG {id} is in the tables, but neither train_eegs/{id}.parquet nor test_eegs/{id}.parquet exists.");
        }
        var file = SignalFileCheck.Relative(folder, path);
        if (SignalFileCheck.TryRead(() => EegFile.Read(path), file, out var facts) is not { } eeg) { return facts; }
        var missing = new long[Channels.Count];
        var flat = new bool[Channels.Count];
        var largest = new float[Channels.Count];
        for (var c = 0; c < Channels.Count; c++) { (missing[c], flat[c], largest[c]) = Extent(eeg.Channel(c)); }
        facts = new RecordingFacts
        {
            File = file,
            IsReadable = true,
            IsShort = eeg.SampleCount < Window.SampleCount,
            Values = eeg.Values.Length,
            Missing = missing.Sum(),
            MissingByChannel = missing,
            DeadChannels = flat,
            Content = largest.Max() > 0 ? SignalFileCheck.HashOf(eeg.Values.Span) : null,
            Size = AmplitudeCheck.SizeOf(eeg, flat),
            LineHz = _line.Find(eeg, flat),
        };
        var found = new Finder(facts, file);
        SignalFileCheck.ReportExtraColumns(path, found, TableSchema.Eeg);
        CheckLength(eeg, lastOffsetSeconds, found);
        CheckValues(facts, largest, found);
        if (facts.Size is { } size && AmplitudeCheck.Describe(size) is { } unit) { found.Warning("wrong-unit", unit); }
        return facts;
    }

    private static void CheckLength(EegRecording eeg, double lastOffsetSeconds, Finder found)
    {
        if (eeg.SampleCount < Window.SampleCount)
        {
            found.Warning("short-eeg", $"{eeg.SampleCount} rows ({Seconds(eeg.SampleCount)} s); a window of 50 s needs {Window.SampleCount}. Reading refuses it, or pads it where the window options say so.");
        }
        if (WindowPlacement.DescribeOutside(lastOffsetSeconds, eeg.SampleCount) is { } outside) { found.Error("window-outside", outside); }
    }

    private static void CheckValues(RecordingFacts facts, float[] largest, Finder found)
    {
        if (facts.Missing == facts.Values) { found.Warning("empty-eeg", "every sample is missing."); }
        else if (facts.Missing * 2 > facts.Values) { found.Warning("mostly-missing", string.Create(CultureInfo.InvariantCulture, $"{100.0 * facts.Missing / facts.Values:0.0} % of the samples are missing.")); }
        if (facts.Missing < facts.Values && largest.Max() == 0) { found.Warning("zero-eeg", "every sample that is not missing is 0."); }
        var huge = Enumerable.Range(0, largest.Length).Where(c => largest[c] > HugeMicrovolts).Select(c => string.Create(CultureInfo.InvariantCulture, $"{Channels[c]} {largest[c]:0}")).ToList();
        if (huge.Count > 0) { found.Warning("huge-amplitude", $"more than {HugeMicrovolts:0} uV in {string.Join(", ", huge)}; are the values microvolts?"); }
        var flat = Channels.Where((_, c) => facts.DeadChannels[c]).ToList();
        if (flat.Count > 0) { found.Info("flat-channel", $"mostly missing or the same value again and again: {string.Join(", ", flat)}."); }
    }

    /// <summary>Missing samples; whether most samples are missing or repeat the one before; the largest magnitude.</summary>
    private static (long Missing, bool IsFlat, float Largest) Extent(ReadOnlySpan<float> samples)
    {
        var (missing, same, largest) = (0L, 0, 0f);
        for (var i = 0; i < samples.Length; i++)
        {
            if (float.IsNaN(samples[i])) { missing++; }
            else
            {
                if (i > 0 && samples[i] == samples[i - 1]) { same++; }
                largest = Math.Max(largest, Math.Abs(samples[i]));
            }
        }
        return (missing, missing + same > FlatShareWarned * samples.Length, largest);
    }

    private static string Seconds(int samples) => (samples / (double)EegFile.SampleRateHz).ToString("0.##", CultureInfo.InvariantCulture);
}
