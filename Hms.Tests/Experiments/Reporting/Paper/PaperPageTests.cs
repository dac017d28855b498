using System.Text.Json.Nodes;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Reporting.Paper;
using Hms.Experiments.Running;

namespace Hms.Tests.Experiments.Reporting.Paper;

public sealed class PaperPageTests
{
    private static readonly PaperSettings Published = new() { Reproduces = "a <row>", Kl = 0.46, MeasuredOn = "leaderboard" };

    [Fact]
    public void Format_Html_LoadsNothingAndEscapesTexts()
    {
        var page = PaperPage.Format(Results("tiny", floor: 0.144));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.Contains("a &lt;row&gt;", page, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);
        Assert.Contains("0.144, the KL of the votes from the mixtures", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_Markdown_HasATableRowForEachExperiment()
    {
        var lines = PaperMarkdown.Format(Results("tiny", floor: 0.144)).Split('\n');
        var row = Assert.Single(lines, line => line.StartsWith("| base |", StringComparison.Ordinal));
        Assert.Contains("| 0.46 | leaderboard |", row, StringComparison.Ordinal);
        Assert.Contains("6 EEGs, 6 patients", row, StringComparison.Ordinal);
        Assert.Contains("hms run experiments.json --all --scale tiny", lines);
        Assert.Contains("not run", Assert.Single(lines, line => line.StartsWith("| absent |", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tiny", 0.1, "no: synthetic data, scale tiny")]
    [InlineData("full", 0.1, "no: synthetic data")]
    [InlineData("small", null, "no: scale small trains on less, or for shorter")]
    [InlineData("full", null, "roughly, on the competition's data: patients held out of the training data here, other rows there")]
    public void Comparable_DataAndScale_AreNamed(string scale, double? floor, string expected)
    {
        var results = Results(scale, floor);
        Assert.Equal(expected, PaperText.Comparable(results.Find("base")!, results));
        Assert.Equal("not run", PaperText.Comparable(results.Find("absent")!, results));
        Assert.Equal("nothing published to compare with", PaperText.Comparable(results.Find("base")! with { Paper = new PaperSettings { Reproduces = "own" } }, results));
    }

    [Theory]
    [InlineData(0.1, 0.01, 0.01, 0.2, "better")]
    [InlineData(-0.1, 0.01, -0.2, -0.01, "worse")]
    [InlineData(0.1, 0.01, -0.1, 0.2, "undecided")]
    [InlineData(0.1, 0.05, 0.01, 0.2, "undecided")] // 2 standard errors of 5 patients
    public void WordOf_Comparison_DecidesOnlyWhereIntervalAndErrorDo(double gain, double error, double low, double high, string expected) =>
        Assert.Equal(expected, PaperText.WordOf(new PairedComparison("a", "b", new PairedGain(gain, error, 10, 5), new BootstrapInterval(low, high, 0.95, 100), 0.5, 0)));

    private static PaperResults Results(string scale, double? floor)
    {
        HeldOutPrediction[] predictions = [.. Enumerable.Range(0, 6).Select(i => new HeldOutPrediction(i, i, i, i % 2, 12, [0.5f, 0.5f, 0, 0, 0, 0], [0.4f, 0.2f, 0.1f, 0.1f, 0.1f, 0.1f], [0.3f, 0.3f, 0.1f, 0.1f, 0.1f, 0.1f]))];
        var record = new RunRecord
        {
            Kind = "train", Experiment = "base", ExperimentsFile = "e.json", ExperimentsText = "{}", Resolved = JsonNode.Parse("""{ "rows": { "unit": "eeg" } }""")!, DataRoot = "data", DataHash = "0",
            Rows = new RunRows(6, 6, 2, []), Environment = new Dictionary<string, string>(), SyntheticFloorKl = floor,
        };
        var run = new RunPredictions(new RunFolder("base"), record, null, "predictions.csv", predictions) { Name = "base" };
        return new PaperResults(scale, [new PaperRow("base", Published) { Run = run, Evaluation = ModelEvaluator.Evaluate(predictions) }, new PaperRow("absent", Published)], []);
    }
}
