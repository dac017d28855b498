using Hms.Experiments.Configuration;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Configuration;

public sealed class ResolvedExperimentTests
{
    public static TheoryData<string> Shipped => [.. LoadShipped().Experiments.Keys];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void ToResolvedJson_Values_IsAnExperimentWithTheSameMeaning(string name)
    {
        var experiment = LoadShipped().Experiments[name];
        var resolved = experiment.ToResolvedJson(ResolvedDetail.Values).AsObject();
        resolved.Remove("paper"); // it may name another experiment, which the file of one does not have
        var again = Experiment.File($$"""{ "{{name}}": {{resolved.ToJsonString()}} }""")[name];
        Assert.Equal(experiment.CanonicalJson, again.CanonicalJson);
        Assert.Equal(experiment.SearchParameters.Select(parameter => parameter.Name), again.SearchParameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void ToResolvedJson_Origins_SaysWhereEachValueCameFrom()
    {
        const string Text = """
            {
              "experiments": {
                "base": {
                  "transforms": [{ "normalize": {} }],
                  "model": { "network": "small_cnn" }
                },
                "child": {
                  "extends": "base",
                  "override": { "normalize.scope": { "choice": ["instance", "datawide"] } },
                  "training": { "epochs": 3 }
                }
              }
            }
            """;
        var json = ExperimentsFile.Parse(Text, "e.json").Experiments["child"].ToResolvedJson(ResolvedDetail.Origins);
        Assert.Equal("""{"value":3,"from":"e.json:10:31 (child)"}""", json["training"]!["epochs"]!.ToJsonString());
        Assert.Equal("""{"value":16,"from":"default"}""", json["training"]!["batchSize"]!.ToJsonString());
        Assert.Equal("""{"value":"small_cnn","from":"e.json:5:29 (base)"}""", json["model"]!["network"]!.ToJsonString());
        Assert.Equal("""{"value":{"choice":["instance","datawide"]},"from":"e.json:9:40 (child, override)"}""", json["transforms"]![0]!["normalize"]!["scope"]!.ToJsonString());
        Assert.Equal("""{"value":0.001,"from":"default"}""", json["training"]!["optimizer"]!["adamW"]!["learningRate"]!.ToJsonString());
    }

    [Fact]
    public void CanonicalJson_OtherSpelling_IsEqual()
    {
        var plain = Experiment.Child("\"training\": { \"epochs\": 9, \"schedule\": { \"cosine\": {} }, \"optimizer\": { \"adamW\": { \"learningRate\": 1e-3 } } }, \"about\": \"One.\"");
        var other = Experiment.Child("\"about\": \"Two.\", \"sweep\": { \"pruner\": \"auto\" }, \"training\": { \"schedule\": \"cosine\", \"epochs\": 9.0, \"optimizer\": { \"adamW\": { \"learningRate\": 0.0010 } } }");
        Assert.Equal(plain.CanonicalJson, other.CanonicalJson);
        Assert.Equal(Experiment.Child("").CanonicalJson, plain.CanonicalJson);
    }

    [Theory]
    [InlineData("\"training\": { \"epochs\": 8 }")]
    [InlineData("\"seed\": 2")]
    [InlineData("\"model\": { \"dropout\": { \"range\": [0, 0.1] } }")]
    [InlineData("\"override\": { \"clipEeg.high\": 1025 }")]
    public void CanonicalJson_OtherMeaning_Differs(string members) => Assert.NotEqual(Experiment.Child("").CanonicalJson, Experiment.Child(members).CanonicalJson);

    [Fact]
    public void CanonicalJsonWithout_Blocks_LeavesThemOut()
    {
        var few = Experiment.Child("\"sweep\": { \"trials\": 2 }");
        var many = Experiment.Child("\"sweep\": { \"trials\": 200 }");
        Assert.NotEqual(few.CanonicalJson, many.CanonicalJson);
        Assert.Equal(few.CanonicalJsonWithout("about", "sweep"), many.CanonicalJsonWithout("about", "sweep"));
    }

    [Theory]
    [InlineData("filter.order", "e.json:4:80")]
    [InlineData("/transforms/1/filter/order", "e.json:4:80")]
    [InlineData("/transforms/1/order", "e.json:4:80")]
    [InlineData("filter.phase", "e.json:4:37")]
    [InlineData("model.network", "e.json:5:29")]
    [InlineData("training.epochs", "e.json:3:10")]
    public void Location_Path_IsWhereItOrTheNearestAboveWasWritten(string path, string expected)
    {
        const string Text = """
            {
              "experiments": {
                "x": {
                  "transforms": [{ "log": {} }, { "filter": { "highCutoffHz": 20, "order": 4 } }],
                  "model": { "network": "small_cnn" }
                }
              }
            }
            """;
        var experiment = ExperimentsFile.Parse(Text, "e.json").Experiments["x"];
        Assert.Equal(expected, experiment.Location(path).ToString());
    }

    [Fact]
    public void StepLocation_ForALaterProblem_MakesADiagnostic()
    {
        var location = Experiment.Child("").StepLocation(3);
        var text = Diagnostic.Error(DiagnosticCodes.PipelineShape, location, "spectrogram needs 150 samples; the window has 100.").ToString();
        Assert.Equal($"test.json:{location.Line}:{location.Column}: error HMS201 at /experiments/base/transforms/3: spectrogram needs 150 samples; the window has 100.", text);
    }

    private static ExperimentsResult LoadShipped() => ExperimentsFile.Load(Path.Combine(Repository.Root, "experiments.json"));
}
