using Hms.Experiments.Configuration;

namespace Hms.Tests.Experiments.Configuration;

/// <summary>Short experiments for tests.</summary>
internal static class Experiment
{
    /// <summary>The members of a complete experiment.</summary>
    public const string Base =
        """
        "transforms": [
          { "montage": { "name": "longitudinalBipolar16" } },
          { "filter": { "lowCutoffHz": 0.5, "highCutoffHz": 20 } },
          { "clip": { "id": "clipEeg", "high": 1024 } },
          { "spectrogram": { "average": "chains" } },
          { "clip": { "id": "clipPower", "lowLn": -6, "highLn": 10 } },
          { "log": {} },
          { "normalize": { "scope": "instance" } }
        ],
        "model": { "network": "small_cnn" }
        """;

    /// <summary>Resolves the experiment "child" that extends a complete "base"; fails where there are problems.</summary>
    public static ResolvedExperiment Child(string members) => File($$"""{ "base": { {{Base}} }, "child": { "extends": "base"{{(members.Length == 0 ? "" : ", ")}}{{members}} } }""")["child"];

    /// <summary>Resolves experiments; fails where there are problems.</summary>
    public static IReadOnlyDictionary<string, ResolvedExperiment> File(string experiments, string data = "")
    {
        var result = ExperimentsFile.Parse($$"""{ {{data}} "experiments": {{experiments}} }""", "test.json");
        Assert.Empty(result.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        return result.Experiments;
    }

    /// <summary>The problems of an experiment "child" that extends a complete "base".</summary>
    public static IReadOnlyList<Diagnostic> Problems(string members) =>
        ExperimentsFile.Parse($$"""{ "experiments": { "base": { {{Base}} }, "child": { "extends": "base", {{members}} } } }""", "test.json").Diagnostics;

    /// <summary>Parameter values.</summary>
    public static Dictionary<string, object?> Values(params (string Name, object? Value)[] values) => values.ToDictionary(pair => pair.Name, pair => pair.Value);
}
