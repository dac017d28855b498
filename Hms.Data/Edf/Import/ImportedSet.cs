using Hms.Data.Files;

namespace Hms.Data.Edf.Import;

/// <summary>The data set that an import writes, recording after recording.</summary>
internal sealed class ImportedSet
{
    private readonly string _folder;
    private readonly EdfImportOptions _options;
    private readonly LabelledRecordings? _labels;
    private readonly StableIds _ids = new();
    private readonly List<ScoringWindow> _windows = [];
    private readonly List<LabelRow> _labelRows = [];
    private readonly List<(string File, EdfAnnotation Annotation)> _annotations = [];
    private readonly List<string> _namingNobody = [];

    public ImportedSet(string folder, EdfImportOptions options, LabelledRecordings? labels)
    {
        (_folder, _options, _labels) = (folder, options, labels);
        Directory.CreateDirectory(EegFolder);
    }

    public List<ImportedRecording> Recordings { get; } = [];

    private string EegFolder => Path.Combine(_folder, _labels is null ? "test_eegs" : "train_eegs");

    /// <summary>Writes one recording.</summary>
    public void Add(RecordingSource source, CancellationToken ct)
    {
        using var recording = PreparedRecording.Open(source, _options);
        var patient = PatientId(source, recording);
        _annotations.AddRange(recording.File.Annotations.Select(annotation => (source.Name, annotation)));
        var imported = new ImportedRecording
        {
            File = source.Name,
            PatientId = patient,
            DurationSeconds = recording.File.DurationSeconds,
            SampleRatesHz = recording.SampleRatesHz,
            Channels = recording.Channels,
            Warnings = recording.Warnings,
        };
        Recordings.Add(_labels is null ? WriteWindows(recording, imported, ct) : WriteWhole(recording, _labels.Of(source), imported, ct));
    }

    /// <summary>Writes the tables.</summary>
    public EdfImportSummary Finish(string folder, IReadOnlyList<string> skipped, int unlabelled)
    {
        if (_labels is null)
        {
            ImportTables.WriteTest(Path.Combine(_folder, "test.csv"), _windows);
            ImportTables.WriteWindows(Path.Combine(_folder, EdfImport.WindowsFileName), _windows);
        }
        else { ImportTables.WriteLabels(Path.Combine(_folder, "train.csv"), _labelRows); }
        ImportTables.WriteAnnotations(Path.Combine(_folder, EdfImport.AnnotationsFileName), _annotations);
        var warnings = new List<string>();
        if (unlabelled > 0) { warnings.Add($"{unlabelled} of {unlabelled + skipped.Count + Recordings.Count} files have no labels and were left out."); }
        if (_namingNobody.Count > 0)
        {
            warnings.Add($"{_namingNobody.Count} of {Recordings.Count} files name no patient (the first is {_namingNobody[0]}); each was taken for a patient of its own. Where one patient has several files, use --patients folder, or patient_id in the labels: else splits leak.");
        }
        return new EdfImportSummary
        {
            Folder = folder,
            Eegs = Recordings.Sum(recording => recording.Eegs),
            LabelRows = _labelRows.Count,
            Patients = Recordings.Select(recording => recording.PatientId).Distinct().Count(),
            Annotations = _annotations.Count,
            Recordings = Recordings,
            Skipped = skipped,
            Warnings = warnings,
        };
    }

    private long PatientId(RecordingSource source, PreparedRecording recording)
    {
        if (_labels?.Of(source)[0].PatientId is { } given) { return given; }
        var key = PatientKey.Of(source, recording.File.Header, _options.Patients);
        if (key is null) { _namingNobody.Add(source.Name); }
        return StableIds.Patient(key ?? "file\n" + source.Name);
    }

    private ImportedRecording WriteWindows(PreparedRecording recording, ImportedRecording imported, CancellationToken ct)
    {
        var (written, inGaps) = (0, 0);
        foreach (var (start, count) in WindowGrid.Of(recording.Length, _options))
        {
            ct.ThrowIfCancellationRequested();
            if (!recording.HasData(start, start + count))
            {
                inGaps++;
                continue;
            }
            var seconds = start / (double)EegFile.SampleRateHz;
            var id = _ids.Take("eeg", imported.File, seconds);
            var missing = EegSetWriter.Write(Path.Combine(EegFolder, $"{id}.parquet"), recording, start, count, ct);
            var share = missing / ((double)count * recording.Channels.Count);
            _windows.Add(new ScoringWindow(id, imported.File, seconds, count / (double)EegFile.SampleRateHz, recording.File.Header.StartTime?.AddTicks(start * (TimeSpan.TicksPerSecond / EegFile.SampleRateHz)), imported.PatientId, share));
            written++;
        }
        if (recording.Length < _options.WindowSeconds * EegFile.SampleRateHz) { recording.Warnings.Add("is shorter than a window; its one EEG file is, too (hms score --short pad)."); }
        return imported with { Eegs = written, WindowsInGaps = inGaps };
    }

    private ImportedRecording WriteWhole(PreparedRecording recording, IReadOnlyList<WindowLabel> labels, ImportedRecording imported, CancellationToken ct)
    {
        var id = _ids.Take("recording", imported.File, 0);
        EegSetWriter.Write(Path.Combine(EegFolder, $"{id}.parquet"), recording, 0, (int)recording.Length, ct);
        for (var i = 0; i < labels.Count; i++)
        {
            _labelRows.Add(new LabelRow
            {
                EegId = id,
                EegSubId = i,
                EegOffsetSeconds = labels[i].StartSeconds,
                LabelId = _ids.Take("label", imported.File, labels[i].StartSeconds),
                PatientId = imported.PatientId,
                ExpertConsensus = VoteClasses.Names[VoteClasses.IndexOfLargest([.. labels[i].Votes.Select(count => (double)count)])],
                Votes = labels[i].Votes,
            });
        }
        return imported with { Eegs = 1, Labels = labels.Count };
    }
}
