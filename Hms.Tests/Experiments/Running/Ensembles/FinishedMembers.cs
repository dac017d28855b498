using Hms.Experiments.Commands;
using Hms.Experiments.Running;
using Hms.Experiments.Running.Ensembles;
using Hms.Tests.EndToEnd;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Running.Ensembles;

/// <summary>Trained members of ensembles on a small set: two read EEGs, one reads spectrograms, each of which two EEGs share.</summary>
public sealed class FinishedMembers : IDisposable
{
    private const string Text =
        """
        {
          "data": { "hms": { "root": "data" } },
          "experiments": {
            "eeg": {
              "rows": { "window": { "durationSeconds": 10, "spectrogramRows": 16 } },
              "transforms": [
                { "replaceMissing": { "method": "mean" } },
                { "montage": { "name": "longitudinalBipolar16" } },
                { "spectrogram": { "windowSamples": 128, "hopSamples": 64, "fftLength": 128, "lowHz": 0.5, "highHz": 20, "average": "chains" } },
                { "log": { "floor": 0.0001 } },
                { "normalize": { "scope": "datawide" } }
              ],
              "model": { "network": "small_cnn" },
              "training": { "epochs": 3, "batchSize": 4, "optimizer": { "adamW": { "learningRate": 0.01 } } },
              "folds": { "groupKFold": { "count": 2 } },
              "seed": 5
            },
            "eeg-again": { "extends": "eeg", "seed": 6, "training": { "epochs": 2 } },
            "short": { "extends": "eeg", "rows": { "window": { "durationSeconds": 5, "spectrogramRows": 16 } }, "training": { "epochs": 1 } },
            "leaky": { "extends": "eeg", "training": { "epochs": 1 }, "folds": { "kFold": { "count": 2 } } },
            "spectrogram": {
              "extends": "eeg",
              "rows": { "unit": "spectrogram", "window": { "durationSeconds": 50, "spectrogramRows": 16, "spectrogramPosition": "first" } },
              "transforms": [
                { "arrange": { "layout": "regions" } },
                { "replaceMissing": { "method": "zero" } },
                { "clip": { "lowLn": -4, "highLn": 8 } },
                { "log": {} },
                { "normalize": { "scope": "datawide" } },
                { "resize": { "height": 24, "width": 24 } }
              ]
            },
            "spectrogram-labelled": { "extends": "spectrogram", "rows": { "window": { "spectrogramPosition": "labelled" } }, "training": { "epochs": 1 } },
            "refit": { "extends": "spectrogram-labelled", "export": { "winner": "refit" } }
          },
          "ensembles": {
            "mean": { "members": ["eeg", "spectrogram"] },
            "weighted": { "members": ["eeg", "eeg-again"], "combine": "weighted", "crossFits": 3 },
            "blend": { "members": ["eeg", "spectrogram"], "combine": "logBlend", "calibration": "temperatureAndClassBias", "crossFits": 3 },
            "stack": { "members": ["eeg", "eeg-again", "spectrogram"], "combine": { "stack": { "features": ["mean", "predictions"], "hidden": [12, 8], "epochs": 8, "batchSize": 8, "patience": 3, "learningRate": 0.01 } }, "crossFits": 3 },
            "warm": { "members": ["eeg", "eeg-again"], "combine": "weighted", "calibration": "temperature", "crossFits": 3 },
            "biased": { "members": ["eeg", "eeg-again"], "combine": "weighted", "calibration": "classBias", "crossFits": 3 },
            "windows": { "members": ["eeg", "short"] },
            "leaking": { "members": ["eeg", "leaky"] },
            "labelled": { "members": ["eeg", "spectrogram-labelled"] },
            "refitted": { "members": ["eeg", "refit"] },
            "many-parts": { "members": ["eeg", "eeg-again"], "crossFits": 50 }
          },
          "scales": { "small": { "epochs": 1 } }
        }
        """;

    private readonly TempFolder _folder = new();
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>The experiments file.</summary>
    public string File => _folder["experiments.json"];

    /// <summary>The data set: 18 EEGs of 9 patients, and 9 spectrograms.</summary>
    public string Root => _folder["data"];

    /// <summary>A path of a file that a test writes.</summary>
    public string Scratch(string name) => _folder[name];

    /// <summary>The run of a member, which is trained when the first test asks for it.</summary>
    internal async Task<RunFolder> MemberAsync(string name)
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!System.IO.File.Exists(File)) { WriteData(); }
            var run = _folder[name];
            if (!Directory.Exists(run)) { (await HmsCommand.RunAsync("train", File, "--experiment", name, "--out", run, "--no-cache")).Succeeded(); }
            return new RunFolder(run);
        }
        finally { _gate.Release(); }
    }

    /// <summary>Runs an ensemble on the members' runs.</summary>
    internal async Task<(RunRecord Record, RunFolder Run, string Shown)> RunAsync(string ensemble, string outName, params string[] members)
    {
        var runs = new Dictionary<string, RunFolder>();
        foreach (var member in members) { runs[member] = await MemberAsync(member); }
        var run = new RunFolder(_folder[outName]);
        using var error = new StringWriter();
        var record = EnsembleRun.Run(new EnsembleRequest(File, ensemble, runs, run, new CacheChoice { IsOff = true }), new CommandTerminal(TextWriter.Null, error, IsTerminal: false, TimeProvider.System), TestContext.Current.CancellationToken);
        return (record, run, error.ToString());
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _gate.Dispose();
        _folder.Dispose();
    }

    /// <summary>Both EEGs of a patient show one spectrogram; the second one's label lies 4 s later.</summary>
    private void WriteData()
    {
        TinyData.Write(Root);
        var path = Path.Combine(Root, "train.csv");
        var lines = System.IO.File.ReadAllLines(path);
        for (var i = 2; i < lines.Length; i += 2)
        {
            var (before, cells) = (lines[i - 1].Split(','), lines[i].Split(','));
            (cells[3], cells[4], cells[5]) = (before[3], "1", "4.0");
            lines[i] = string.Join(',', cells);
        }
        System.IO.File.WriteAllLines(path, lines);
        System.IO.File.WriteAllText(File, Text);
    }
}
