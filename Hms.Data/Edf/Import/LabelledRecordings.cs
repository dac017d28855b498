using System.Globalization;
using Hms.Data.Files;
using Hms.Data.Windows;

namespace Hms.Data.Edf.Import;

/// <summary>The labels of each recording.</summary>
internal sealed class LabelledRecordings
{
    private readonly string _path;
    private readonly Dictionary<string, List<WindowLabel>> _bySource;

    private LabelledRecordings(string path, Dictionary<string, List<WindowLabel>> bySource) => (_path, _bySource) = (path, bySource);

    /// <summary>Reads a table and finds the recording of each row.</summary>
    /// <exception cref="HmsDataException">A row names no recording, or one that could be several, or a recording has two patients.</exception>
    public static LabelledRecordings Read(string path, IReadOnlyList<RecordingSource> sources)
    {
        var byName = sources.ToDictionary(source => source.Name, StringComparer.Ordinal);
        var byFileName = sources.ToLookup(source => Path.GetFileName(source.Name), StringComparer.Ordinal);
        var found = new Dictionary<string, List<WindowLabel>>(StringComparer.Ordinal);
        foreach (var label in WindowLabelFile.Read(path))
        {
            var name = byName.ContainsKey(label.File) ? label.File : Single(path, label, [.. byFileName[label.File]], sources);
            if (!found.TryGetValue(name, out var labels)) { found[name] = labels = []; }
            if (labels.Count > 0 && labels[0].PatientId != label.PatientId)
            {
                throw new HmsDataException(path, label.Row, "patient_id", $"{name} belongs to patient {Show(labels[0].PatientId)} above and to {Show(label.PatientId)} here; a recording has one.");
            }
            labels.Add(label);
        }
        foreach (var labels in found.Values) { labels.Sort((a, b) => a.StartSeconds.CompareTo(b.StartSeconds)); }
        return new LabelledRecordings(path, found);
    }

    /// <summary>Whether a recording has labels.</summary>
    public bool Has(RecordingSource source) => _bySource.ContainsKey(source.Name);

    /// <summary>The labels of a recording by start.</summary>
    public IReadOnlyList<WindowLabel> Of(RecordingSource source) => _bySource[source.Name];

    /// <summary>Refuses windows that leave their recording, and recordings longer than a file may be.</summary>
    public void Check(PreparedRecording recording)
    {
        if (recording.Length > EegFile.MaximumSamples)
        {
            throw new HmsDataException(recording.Source.Path, string.Create(CultureInfo.InvariantCulture, $"lasts {(double)recording.Length / EegFile.SampleRateHz:0} s; an EEG file holds 24 h at most. Cut the recording into parts."));
        }
        var window = new WindowOptions();
        foreach (var label in Of(recording.Source))
        {
            var start = (long)Math.Round(label.StartSeconds * EegFile.SampleRateHz, MidpointRounding.AwayFromZero);
            if (!recording.HasData(start, start + window.SampleCount))
            {
                throw new HmsDataException(_path, label.Row, "start_seconds", string.Create(CultureInfo.InvariantCulture, $"the window at {label.StartSeconds} s lies in a gap of {label.File} wholly or outside of it; nothing was recorded there."));
            }
            if (start + window.SampleCount <= recording.Length || (start == 0 && recording.Length < window.SampleCount)) { continue; }
            var latest = Math.Max(0, recording.Length - window.SampleCount) / (double)EegFile.SampleRateHz;
            throw new HmsDataException(_path, label.Row, "start_seconds", string.Create(CultureInfo.InvariantCulture,
                $"a window of {(double)window.SampleCount / EegFile.SampleRateHz:0} s at {label.StartSeconds} s leaves {label.File}, which lasts {(double)recording.Length / EegFile.SampleRateHz:0.###} s; the latest start is {latest:0.###} s."));
        }
    }

    private static string Single(string path, WindowLabel label, IReadOnlyList<RecordingSource> candidates, IReadOnlyList<RecordingSource> sources) => candidates.Count switch
    {
        1 => candidates[0].Name,
        0 => throw new HmsDataException(path, label.Row, "file", $"\"{label.File}\" is none of the {sources.Count} recordings (the first is {sources[0].Name})."),
        _ => throw new HmsDataException(path, label.Row, "file", $"\"{label.File}\" could be {string.Join(" or ", candidates.Select(source => source.Name))}; write the whole name."),
    };

    private static string Show(long? id) => id?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
