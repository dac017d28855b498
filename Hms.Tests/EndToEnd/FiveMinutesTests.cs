using System.Globalization;
using System.Text;
using Hms.Data.Files;
using Hms.Data.Synthetic;
using Hms.Signal.Montages;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

/// <summary>Runs every command line of "Your data in five minutes": its three ways to a data set, and what follows each.</summary>
public sealed class FiveMinutesTests : IDisposable
{
    private const string KaggleEeg = "1628180742";
    private const int Patients = 6;

    /// <summary>Lines of programs that are not ours: the download.</summary>
    private static readonly string[] Foreign = ["kaggle ", "unzip "];

    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide", "your-data-in-five-minutes.md"));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task KaggleDownload_EveryLine_Runs()
    {
        WriteDownload();
        await RunSection("A Kaggle download");
        await RunSection("Check, look, split, train, score");
        Assert.StartsWith("eeg_id,seizure_vote", File.ReadAllText(_folder["submission.csv"]), StringComparison.Ordinal);
        Assert.Equal(2, File.ReadAllLines(_folder["submission.csv"]).Length); // a header and the one EEG of test.csv
    }

    [Fact]
    public async Task EdfFolder_EveryLine_Runs()
    {
        var rows = new List<string> { CodeBlocks(Section("A folder of EDF files"), "").Single().Split('\n')[0] };
        for (var i = 1; i <= Patients; i++)
        {
            WriteEdf(_folder[$"recordings/night{i}.edf"], i, seconds: 90);
            rows.Add($"night{i}.edf,20,0,{i % 3},{(i + 1) % 2},0,1,{i},{i}");
        }
        WriteEdf(_folder["new-recordings/new.edf"], 99, seconds: 60);
        File.WriteAllLines(_folder["labels.csv"], rows);
        await RunSection("A folder of EDF files");
        var labels = HmsFolder.Open(_folder["hms-data"]).ReadLabels();
        Assert.All(labels, row => Assert.NotNull(row.SpectrogramId));
        await RunSection("Check, look, split, train, score", labels[0].EegId.ToString(CultureInfo.InvariantCulture));
        (await HmsCommand.RunAsync("score", "--model", _folder["runs/first/winner.zip"], "--root", _folder["new-data"], "--out", _folder["new.csv"])).Succeeded();
        Assert.Equal(3, File.ReadAllLines(_folder["new.csv"]).Length); // 60 s are two windows of 50 s, the second one ending with the recording
    }

    [Fact]
    public async Task Synthetic_EveryLine_Runs()
    {
        await RunSection("Synthetic data");
        await RunSection("Check, look, split, train, score", HmsFolder.Open(_folder["hms-data"]).ReadLabels()[0].EegId.ToString(CultureInfo.InvariantCulture));
    }

    private async Task RunSection(string heading, string? eeg = null)
    {
        var section = Section(heading);
        foreach (var json in CodeBlocks(section, "json")) { File.WriteAllText(_folder["first.json"], json); }
        var lines = CodeBlocks(section, "bash").SelectMany(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Where(line => !Foreign.Any(line.StartsWith)).ToList();
        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            Assert.StartsWith("hms ", line, StringComparison.Ordinal);
            (await HmsCommand.RunAsync([.. Placed(line[4..].Split(' '), eeg)])).Succeeded();
        }
    }

    /// <summary>The words of a line with its files and folders inside the test's folder, another EEG, and fewer patients.</summary>
    private IEnumerable<string> Placed(string[] words, string? eeg)
    {
        string[] paths = ["hms-data", "new-data", "recordings", "new-recordings", "labels.csv", "first.json", "folds.csv", "submission.csv", "votes.png", "eeg.png"];
        return words.Select((word, i) => paths.Contains(word) || word.StartsWith("runs/", StringComparison.Ordinal) ? _folder[word]
            : word == KaggleEeg && eeg is not null ? eeg
            : i > 0 && words[i - 1] == "--patients" ? Patients.ToString(CultureInfo.InvariantCulture)
            : word);
    }

    private static string Section(string heading)
    {
        var start = Page.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"The page has no section \"{heading}\".");
        var end = Page.IndexOf("\n## ", start + 4, StringComparison.Ordinal);
        return end < 0 ? Page[start..] : Page[start..end];
    }

    private static IEnumerable<string> CodeBlocks(string section, string language)
    {
        StringBuilder? block = null;
        var wanted = false;
        foreach (var line in section.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                if (block is null) { (block, wanted) = (new StringBuilder(), line[3..].Trim() == language); }
                else
                {
                    if (wanted) { yield return block.ToString(); }
                    block = null;
                }
            }
            else { block?.Append(line).Append('\n'); }
        }
    }

    /// <summary>A synthetic set that lies there like the download: one EEG has the page's id, another is the only one of test.csv.</summary>
    private void WriteDownload()
    {
        SyntheticDataSet.Write(_folder["hms-data"], new SyntheticEegOptions { Patients = Patients, Seed = 5 }, ct: TestContext.Current.CancellationToken);
        var first = HmsFolder.Open(_folder["hms-data"]).ReadLabels()[0];
        File.Move(_folder[$"hms-data/train_eegs/{first.EegId}.parquet"], _folder[$"hms-data/train_eegs/{KaggleEeg}.parquet"]);
        var table = _folder["hms-data/train.csv"];
        File.WriteAllLines(table, File.ReadAllLines(table).Select(line => line.StartsWith($"{first.EegId},", StringComparison.Ordinal) ? KaggleEeg + line[line.IndexOf(',', StringComparison.Ordinal)..] : line));
        Directory.CreateDirectory(_folder["hms-data/test_eegs"]);
        File.Copy(_folder[$"hms-data/train_eegs/{KaggleEeg}.parquet"], _folder["hms-data/test_eegs/3911565283.parquet"]);
        Directory.CreateDirectory(_folder["hms-data/test_spectrograms"]);
        File.Copy(_folder[$"hms-data/train_spectrograms/{first.SpectrogramId}.parquet"], _folder["hms-data/test_spectrograms/853520.parquet"]);
        File.WriteAllText(_folder["hms-data/test.csv"], $"spectrogram_id,eeg_id,patient_id\n853520,3911565283,{first.PatientId}\n");
    }

    /// <summary>An EDF file of 20 channels at 200 Hz in records of 1 s, +-3276.7 uV in steps of 0.1: a rhythm of the patient's own in noise.</summary>
    private static void WriteEdf(string path, int patient, int seconds)
    {
        const int Rate = 200;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string[] names = [.. Electrodes.HmsOrder.Select(name => name == "EKG" ? "ECG" : $"EEG {name}-Ref")];
        using var file = new BinaryWriter(File.Create(path));
        void Text(string text, int width) => file.Write(Encoding.ASCII.GetBytes(text.PadRight(width)[..width]));
        void Each(Func<string, string> text, int width) { foreach (var name in names) { Text(text(name), width); } }
        Text("0", 8); Text($"P{patient} X X X", 80); Text("Startdate 01-JAN-2020 X X X", 80); Text("01.01.20", 8); Text("00.00.00", 8);
        Text($"{256 * (names.Length + 1)}", 8); Text("", 44); Text($"{seconds}", 8); Text("1", 8); Text($"{names.Length}", 4);
        Each(name => name, 16); Each(_ => "", 80); Each(_ => "uV", 8); Each(_ => "-3276.7", 8); Each(_ => "3276.7", 8); Each(_ => "-32767", 8); Each(_ => "32767", 8);
        Each(_ => "", 80); Each(_ => $"{Rate}", 8); Each(_ => "", 32);
        var random = new Hms.Signal.Randomness.HashRandom((ulong)patient);
        for (var second = 0; second < seconds; second++)
        {
            for (var channel = 0; channel < names.Length; channel++)
            {
                for (var i = 0; i < Rate; i++) { file.Write((short)(10 * (15 * random.NextGaussian() + 30 * Math.Sin(2 * Math.PI * (1 + patient % 5) * (second + i / (double)Rate) + channel)))); }
            }
        }
    }
}
