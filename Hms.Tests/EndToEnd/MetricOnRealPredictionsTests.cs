using System.Globalization;
using System.Text.Json.Nodes;
using Hms.Data;
using Hms.Data.Files;
using Hms.Tests.Data;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

/// <summary>35,740 real segments with the votes of experts and the probabilities of a published network.</summary>
public sealed class MetricOnRealPredictionsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <remarks>The published probabilities have six digits, so rows miss 1 by up to 2e-5; a submission may by 1e-5. They are divided by their sum here.</remarks>
    [Fact]
    public async Task MetricKl_PublishedPredictions_GivesThePublishedFigures()
    {
        Reshape(SharedData.Require("iiic/predictions_35740.csv"));
        var result = (await HmsCommand.RunAsync("metric", "kl", "--truth", _folder["train.csv"], "--prediction", _folder["submission.csv"], "--json")).Succeeded();
        var report = JsonNode.Parse(result.Out)!;
        string Figure(string name) => report[name]!.GetValue<double>().ToString("F4", CultureInfo.InvariantCulture);
        Assert.Equal(("0.5084", "0.9528", "1.0224"), (Figure("kl"), Figure("priorKl"), Figure("uniformKl")));
        Assert.Equal(35740, report["scoredEegs"]!.GetValue<int>());
        var plain = (await HmsCommand.RunAsync("metric", "kl", "--truth", _folder["train.csv"], "--prediction", _folder["submission.csv"])).Succeeded();
        Assert.Contains("0.5084", plain.Out, StringComparison.Ordinal);
    }

    private void Reshape(string source)
    {
        using var truth = new StreamWriter(_folder["train.csv"]);
        using var submission = new StreamWriter(_folder["submission.csv"]);
        truth.WriteLine(HmsSet.LabelHeader);
        submission.WriteLine(string.Join(',', SubmissionFile.Columns));
        foreach (var line in File.ReadLines(source).Skip(1))
        {
            var cells = line.Split(',');
            var votes = cells[1..7];
            var probabilities = cells[7..13].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
            var consensus = VoteClasses.Names[VoteClasses.IndexOfLargest([.. votes.Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))])];
            truth.WriteLine($"{cells[0]},0,0.0,,0,0.0,{cells[0]},{cells[0]},{consensus},{string.Join(',', votes)}");
            submission.WriteLine($"{cells[0]},{string.Join(',', probabilities.Select(p => (p / probabilities.Sum()).ToString("R", CultureInfo.InvariantCulture)))}");
        }
    }
}
