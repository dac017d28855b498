using System.Text;
using Hms.Experiments;
using Hms.Experiments.Configuration;
using Hms.Experiments.Pipelines;
using Hms.Tests.Data.Robustness;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Robustness;

public sealed class ExperimentsFuzzTests : IDisposable
{
    private const string Small = """
        {
          "data": { "hms": { "root": "data" } },
          "experiments": {
            "base": {
              "transforms": [
                { "replaceMissing": { "method": "mean" } },
                { "montage": { "name": "longitudinalBipolar16" } },
                { "filter": { "lowCutoffHz": 0.5, "highCutoffHz": { "choice": [20, 40] }, "order": 2 } },
                { "spectrogram": { "windowSamples": 256, "hopSamples": 96, "fftLength": 512, "average": "chains" } },
                { "log": { "floor": 0.0001 } }
              ],
              "model": { "network": "small_cnn", "dropout": { "range": [0.0, 0.4] } },
              "training": { "epochs": 8, "optimizer": { "adamW": { "learningRate": { "range": [0.0005, 0.01], "log": true } } } },
              "sweep": { "trials": 8, "pruner": { "median": { "warmupSteps": 8 } } }
            },
            "other": { "extends": "base", "override": { "training.epochs": 3 } }
          }
        }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_DamagedFile_ListsItsProblems()
    {
        var whole = File.ReadAllBytes(Path.Combine(Repository.Root, "experiments.json"));
        var small = Encoding.UTF8.GetBytes(Small);
        var run = new FuzzRun("experiments.json", isText: true, typeof(DiagnosticsException));
        run.Run([small, whole, small, small], FuzzRun.Mutations(1500), Load);
        new FuzzRun("truncated experiments.json", isText: true, typeof(DiagnosticsException)).RunEach(FuzzRun.Truncations(whole), Load);
    }

    /// <summary>The path of every value held its key: 500 objects below a key of 100,000 letters took 100 MB.</summary>
    [Fact]
    public void Load_LongKeyWithMuchBelowIt_IsRefusedInLittleMemory()
    {
        var text = $"{{\"{new string('a', 100_000)}\": [{string.Join(',', Enumerable.Repeat("{\"b\": 1}", 500))}]}}";
        Assert.Contains("a key has 100000 characters; at most 256 are read.", Refused(text));
    }

    /// <summary>A wrong name was compared with each known one in a table of both lengths: 100 MB for 100,000 letters.</summary>
    [Fact]
    public void Load_LongUnknownName_IsRefusedInLittleMemory() =>
        Assert.Contains("is no experiment of this file", Refused(Small.Replace("\"extends\": \"base\"", $"\"extends\": \"{new string('b', 200_000)}\"")));

    /// <summary>Each key was compared with every other, and each column was counted from the line's beginning: 300,000 keys on one line took minutes.</summary>
    [Fact]
    public void Load_ManyKeys_IsRefusedSoon()
    {
        var text = $"{{{string.Join(',', Enumerable.Range(0, 300_000).Select(i => $"\"{i}\":1"))}}}";
        Assert.Contains("the object has more than 10000 keys", Refused(text));
    }

    private string Refused(string text)
    {
        new FuzzRun("experiments.json", isText: true, typeof(DiagnosticsException)).RunEach([Encoding.UTF8.GetBytes(text)], Load);
        return string.Join('\n', ExperimentsFile.Parse(text, "x").Diagnostics);
    }

    private void Load(byte[] bytes)
    {
        var path = _folder["experiments.json"];
        File.WriteAllBytes(path, bytes);
        var result = ExperimentsFile.Load(path);
        foreach (var problem in result.Diagnostics)
        {
            if (problem.Line < 1 || problem.Column < 1 || problem.Message.Length == 0) { throw new InvalidOperationException($"A problem without place or words: {problem}"); }
        }
        if (result.HasErrors) { throw new DiagnosticsException(result.Diagnostics); }
        foreach (var experiment in result.Experiments.Values.Take(2)) // the networks of all would be built, a second for each file
        {
            PipelineCheck.Run(experiment).ToList();
            experiment.ToResolvedJson(ResolvedDetail.Origins);
        }
    }
}
