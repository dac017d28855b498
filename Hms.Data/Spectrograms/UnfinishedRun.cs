using System.Globalization;
using System.Text;
using Hms.Data.Files;
using Hms.Signal.Spectra;

namespace Hms.Data.Spectrograms;

/// <summary>What runs that were stopped have begun: how they filtered, and which file is for which EEG of which table. Only these files may be written again.</summary>
/// <remarks>A line "prefilter Apply", then a line for each EEG of a table: "train 7 7 train_spectrograms/7.parquet" (table, EEG, spectrogram, file).</remarks>
internal sealed class UnfinishedRun
{
    private readonly string _path;
    private readonly List<Entry> _entries;

    private UnfinishedRun(string path, List<Entry> entries) => (_path, _entries) = (path, entries);

    /// <summary>Reads what is there; nothing where no run was stopped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="prefilter">How the run that begins filters.</param>
    /// <exception cref="HmsDataException">The run that was stopped filtered otherwise, or the file is none of ours.</exception>
    public static UnfinishedRun Read(string path, CompetitionPrefilter prefilter)
    {
        if (!File.Exists(path)) { return new UnfinishedRun(path, []); }
        var lines = File.ReadAllLines(path);
        if (lines.FirstOrDefault() != Describe(prefilter))
        {
            throw new HmsDataException(path, $"tells of a run that was stopped, with \"{lines.FirstOrDefault()}\"; now it is \"{Describe(prefilter)}\". Finish that one first, or remove this file and the spectrograms that it made.");
        }
        return new UnfinishedRun(path, [.. lines.Skip(1).Select((line, i) => Parse(line) ?? throw new HmsDataException(path, i + 2, null, $"\"{line}\" is no line of a run that was stopped; remove this file and the spectrograms that it made."))]);
    }

    /// <summary>The spectrogram that was chosen for an EEG of a table; null where none was.</summary>
    public long? IdOf(string table, long eegId) => _entries.FirstOrDefault(entry => entry.Table == table && entry.EegId == eegId)?.SpectrogramId;

    /// <summary>All ids that were chosen.</summary>
    public IEnumerable<long> Ids => _entries.Select(entry => entry.SpectrogramId);

    /// <summary>Whether a stopped run made a file, or was about to.</summary>
    /// <param name="file">The file, relative to the root.</param>
    public bool Lists(string file) => _entries.Any(entry => entry.File == file);

    /// <summary>Writes down what is about to be made, beside what was.</summary>
    public void Begin(IReadOnlyList<Entry> entries, CompetitionPrefilter prefilter) => Write([.. _entries.Union(entries)], prefilter);

    /// <summary>Takes away what is done; the file goes with the last entry.</summary>
    /// <param name="done">What the run made.</param>
    /// <param name="only">EEGs of the run; null for all.</param>
    /// <param name="prefilter">How it filtered.</param>
    public void End(IReadOnlyList<Entry> done, IReadOnlyCollection<long>? only, CompetitionPrefilter prefilter)
    {
        var files = done.Select(entry => entry.File).ToHashSet(StringComparer.Ordinal);
        var left = only is null ? [] : _entries.Where(entry => !only.Contains(entry.EegId) && !files.Contains(entry.File)).ToList();
        if (left.Count > 0) { Write(left, prefilter); }
        else { File.Delete(_path); }
    }

    private static string Describe(CompetitionPrefilter prefilter) => $"prefilter {prefilter}";

    private static Entry? Parse(string line) =>
        line.Split(' ') is [("train" or "test") and var table, var eeg, var spectrogram, var file]
        && long.TryParse(eeg, NumberStyles.None, CultureInfo.InvariantCulture, out var eegId) && long.TryParse(spectrogram, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new Entry(table, eegId, id, file) : null;

    private void Write(List<Entry> entries, CompetitionPrefilter prefilter)
    {
        var text = string.Concat(entries.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Table} {entry.EegId} {entry.SpectrogramId} {entry.File}\n")));
        AtomicFile.Write(_path, stream => stream.Write(Encoding.UTF8.GetBytes($"{Describe(prefilter)}\n{text}")));
    }

    /// <summary>Which file an EEG of a table gets.</summary>
    /// <param name="Table">train or test.</param>
    /// <param name="EegId">The EEG.</param>
    /// <param name="SpectrogramId">The spectrogram.</param>
    /// <param name="File">Its file, relative to the root, with a slash.</param>
    internal sealed record Entry(string Table, long EegId, long SpectrogramId, string File);
}
