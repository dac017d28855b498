namespace Hms.Data.Files;

/// <summary>A folder in the layout of the HMS competition: train.csv and/or test.csv, train_eegs, train_spectrograms, test_eegs, test_spectrograms.</summary>
public sealed class HmsFolder
{
    private HmsFolder(string root) => Root = root;

    /// <summary>The folder, as given.</summary>
    public string Root { get; }

    /// <summary>Path of train.csv, present or not.</summary>
    public string LabelsPath => Path.Combine(Root, "train.csv");

    /// <summary>Path of test.csv, present or not.</summary>
    public string TestPath => Path.Combine(Root, "test.csv");

    /// <summary>True where there is a train.csv.</summary>
    public bool HasLabels => File.Exists(LabelsPath);

    /// <summary>True where there is a test.csv.</summary>
    public bool HasTest => File.Exists(TestPath);

    /// <summary>Opens a data set; no file is read yet.</summary>
    /// <param name="root">The folder.</param>
    /// <exception cref="HmsDataException">The folder does not exist, or holds neither train.csv nor test.csv.</exception>
    public static HmsFolder Open(string root)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        if (!Directory.Exists(root)) { throw new HmsDataException(root, "no such folder; name the folder that holds train.csv or test.csv."); }
        var folder = new HmsFolder(root);
        return folder.HasLabels || folder.HasTest
            ? folder
            : throw new HmsDataException(root, "holds neither train.csv nor test.csv; name the folder that does (a half-written synthetic set has none either: write it anew).");
    }

    /// <summary>Reads train.csv.</summary>
    /// <exception cref="HmsDataException">The file is absent or broken; the message names row, column and value.</exception>
    public IReadOnlyList<LabelRow> ReadLabels() => LabelFile.ReadLabels(RequireFile(LabelsPath));

    /// <summary>Reads test.csv.</summary>
    /// <exception cref="HmsDataException">The file is absent or broken; the message names row, column and value.</exception>
    public IReadOnlyList<TestRow> ReadTest() => LabelFile.ReadTest(RequireFile(TestPath));

    /// <summary>Path of an EEG file: in train_eegs, else in test_eegs.</summary>
    /// <param name="eegId">Id of the EEG.</param>
    /// <exception cref="HmsDataException">Neither exists.</exception>
    public string EegPath(long eegId) => FindEeg(eegId) ?? throw Missing("EEG", eegId, "eegs");

    /// <summary>Path of a spectrogram file: in train_spectrograms, else in test_spectrograms.</summary>
    /// <param name="spectrogramId">Id of the spectrogram.</param>
    /// <exception cref="HmsDataException">Neither exists.</exception>
    public string SpectrogramPath(long spectrogramId) => FindSpectrogram(spectrogramId) ?? throw Missing("spectrogram", spectrogramId, "spectrograms");

    /// <summary>As <see cref="EegPath"/>, but null where there is no file.</summary>
    /// <param name="eegId">Id of the EEG.</param>
    public string? FindEeg(long eegId) => Find(eegId, "eegs");

    /// <summary>As <see cref="SpectrogramPath"/>, but null where there is no file.</summary>
    /// <param name="spectrogramId">Id of the spectrogram.</param>
    public string? FindSpectrogram(long spectrogramId) => Find(spectrogramId, "spectrograms");

    private string? Find(long id, string kind)
    {
        var train = Path.Combine(Root, "train_" + kind, $"{id}.parquet");
        if (File.Exists(train)) { return train; }
        var test = Path.Combine(Root, "test_" + kind, $"{id}.parquet");
        return File.Exists(test) ? test : null;
    }

    private HmsDataException Missing(string what, long id, string kind) =>
        new(Root, $"{what} {id} has no file: neither train_{kind}/{id}.parquet nor test_{kind}/{id}.parquet exists; `hms data check` lists all that are missing.");

    private static string RequireFile(string path) => File.Exists(path) ? path : throw new HmsDataException(path, "no such file.");
}
