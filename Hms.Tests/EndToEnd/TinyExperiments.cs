namespace Hms.Tests.EndToEnd;

/// <summary>Experiments for <see cref="TinyData"/>: every kind of pipeline, seconds to run.</summary>
internal static class TinyExperiments
{
    /// <summary>The text of the file.</summary>
    public const string Text =
        """
        {
          "data": { "hms": { "root": "data" } },
          "experiments": {
            "sweep": {
              "about": "EEG only, ranges of three kinds.",
              "rows": { "window": { "durationSeconds": 10, "spectrogramRows": 20 } },
              "transforms": [
                { "replaceMissing": { "method": "mean" } },
                { "montage": { "name": "longitudinalBipolar16" } },
                { "filter": { "lowCutoffHz": 0.5, "highCutoffHz": { "choice": [20, 30] }, "order": 2 } },
                { "spectrogram": { "windowSamples": 128, "hopSamples": 64, "fftLength": 128, "lowHz": 0.5, "highHz": 20, "average": "chains" } },
                { "log": { "floor": 0.0001 } },
                { "normalize": { "scope": { "choice": ["instance", "datawide"] } } }
              ],
              "model": { "network": "small_cnn", "dropout": { "range": [0.0, 0.4] } },
              "training": { "epochs": 2, "batchSize": 4, "optimizer": { "adamW": { "learningRate": { "range": [0.001, 0.02], "log": true } } } },
              "folds": { "groupKFold": { "count": 2 } },
              "sweep": { "trials": 3, "keepModels": 1, "pruner": "none" },
              "seed": 5
            },
            "long": {
              "about": "The same, with trials long enough to be interrupted.",
              "extends": "sweep",
              "training": { "epochs": 30, "optimizer": { "adamW": { "learningRate": { "range": [0.00001, 0.02], "log": true } } } },
              "sweep": { "trials": 5, "pruner": { "median": { "startupTrials": 1, "warmupSteps": 10 } } }
            },
            "pair": {
              "about": "Two worker processes; what a sweep block can say beside.",
              "extends": "sweep",
              "training": { "epochs": 15 },
              "sweep": {
                "trials": 6, "workers": 2, "rounds": 2, "tuner": "tpe", "startupTrials": 2, "pruner": { "foldEpoch": { "startupTrials": 2 } }, "patience": 2, "retries": 1,
                "firstTrials": [ { "model.dropout": 0.125, "filter.highCutoffHz": 30 } ]
              }
            },
            "made-up": {
              "about": "On synthetic data that the run makes for itself.",
              "extends": "sweep",
              "data": { "synthetic": { "patients": 2, "seed": 3 } },
              "training": { "epochs": 1 },
              "sweep": { "trials": 1 }
            },
            "refit": { "extends": "sweep", "export": { "winner": "refit" }, "sweep": { "trials": 1 } },
            "single": {
              "about": "Nothing to search: rebalanced training rows, normalised by the training rows' statistics.",
              "extends": "sweep",
              "transforms": [
                { "replaceMissing": { "method": "mean" } },
                { "montage": { "name": "longitudinalBipolar16" } },
                { "filter": { "lowCutoffHz": 0.5, "highCutoffHz": 20, "order": 2 } },
                { "spectrogram": { "windowSamples": 128, "hopSamples": 64, "fftLength": 128, "lowHz": 0.5, "highHz": 20, "average": "chains" } },
                { "log": { "floor": 0.0001 } },
                { "rebalance": { "strategy": "oversample" } },
                { "normalize": { "scope": "datawide" } }
              ],
              "model": { "dropout": 0.1 },
              "training": { "epochs": 4, "optimizer": { "adamW": { "learningRate": 0.01 } } }
            },
            "long-single": {
              "about": "The same, long enough to be interrupted, saved after each batch.",
              "extends": "single",
              "training": { "epochs": 30, "checkpointSeconds": 0, "accumulation": 2, "gradientClip": 1, "ema": { "decay": 0.9 } }
            },
            "both": {
              "about": "EEG and spectrogram, stacked.",
              "extends": "single",
              "transforms": [
                { "replaceMissing": { "id": "fillEeg", "method": "mean" } },
                { "montage": { "name": "longitudinalBipolar16" } },
                { "spectrogram": { "windowSamples": 128, "hopSamples": 64, "fftLength": 128, "lowHz": 0.5, "highHz": 20, "average": "chains" } },
                { "log": { "id": "logEeg", "floor": 0.0001 } },
                { "normalize": { "id": "normalizeEeg", "scope": "instance" } },
                { "resize": { "id": "resizeEeg", "height": 24, "width": 24 } },
                { "arrange": { "layout": "regions" } },
                { "replaceMissing": { "id": "fillSpectrogram", "method": "zero" } },
                { "clip": { "lowLn": -4, "highLn": 8 } },
                { "log": { "id": "logSpectrogram" } },
                { "normalize": { "id": "normalizeSpectrogram", "scope": "datawide" } },
                { "resize": { "id": "resizeSpectrogram", "height": 24, "width": 24 } },
                { "stackChannels": { "inputs": ["Eeg", "Spectrogram"] } }
              ]
            }
          }
        }
        """;

    /// <summary>Writes experiments.json, and the data that it names beside it.</summary>
    /// <returns>Path of the file.</returns>
    public static string Write(string folder)
    {
        TinyData.Write(Path.Combine(folder, "data"));
        var path = Path.Combine(folder, "experiments.json");
        File.WriteAllText(path, Text);
        return path;
    }
}
