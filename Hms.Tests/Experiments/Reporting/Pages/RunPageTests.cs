using System.Text;
using System.Text.RegularExpressions;
using Hms.Experiments.Commands;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Ensembles;
using Hms.Experiments.Reporting.Pages;
using Hms.Experiments.Running;
using Hms.Experiments.Running.Ensembles;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Reporting.Pages;

public sealed partial class RunPageTests
{
    private const string Hostile = "<script>alert(1)</script>\"'&|`*_[x](y)";

    [Fact]
    public void Build_HostileNames_StayText()
    {
        var record = MadeRun.Record(Hostile) with { DataRoot = "/" + Hostile };
        record.Resolved["about"] = Hostile;
        var page = RunPage.Build(MadeRun.Report(record), WindowDetail.Steps[0]);
        var html = HtmlReport.Format(page);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;", html, StringComparison.Ordinal);
        var markdown = MarkdownReport.Format(page, pictures: null);
        Assert.Contains(@"\<script\>alert(1)\</script\>""'\&\|\`\*\_\[x\](y)", markdown, StringComparison.Ordinal);
        var text = markdown[..markdown.IndexOf("```", StringComparison.Ordinal)]; // the configuration stands between fences, where it is text
        Assert.DoesNotMatch(@"(?<!\\)<script", text);
    }

    [Fact]
    public void Build_AnyRun_AsksNothingOfAnyone()
    {
        var html = HtmlReport.Format(RunPage.Build(MadeRun.Report(trials: MadeRun.Trials(8, 4)), WindowDetail.Steps[0]));
        Assert.Contains("Content-Security-Policy\" content=\"default-src 'none'", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"<(script|link|iframe|object|embed|form)\b", html);
        Assert.DoesNotMatch(@"\s(src|srcset|href)=""(?!data:)", html);
        Assert.DoesNotMatch(@"url\((?!#)", html);
    }

    [Fact]
    public void Build_AnyRun_HasAltTextsCaptionsAndEachIdOnce()
    {
        var html = HtmlReport.Format(RunPage.Build(MadeRun.Report(trials: MadeRun.Trials(8, 4)), WindowDetail.Steps[0]));
        Assert.Equal(Regex.Count(html, "<figure"), Regex.Count(html, "<figcaption>[^<]+</figcaption>"));
        Assert.Equal(Regex.Count(html, "<figure"), Regex.Count(html, "aria-label=\"[^\"]+\" font-family") + Regex.Count(html, "<img[^>]+alt=\"[^\"]+\""));
        Assert.Equal(Regex.Count(html, "<table"), Regex.Count(html, "<caption>"));
        var ids = Ids().Matches(html).Select(x => x.Groups[1].Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Build_Figures_AreThoseOfTheEvaluator()
    {
        var report = MadeRun.Report();
        var markdown = MarkdownReport.Format(RunPage.Build(report, WindowDetail.Steps[0]), pictures: null);
        Assert.Contains($"| KL, all rows (nat) | {report.Evaluation.All.Kl:F4} | 95 % interval {report.Evaluation.All.Interval!.Low:F4} to {report.Evaluation.All.Interval.High:F4}; 60 rows |", markdown, StringComparison.Ordinal);
        var worst = report.Rows.MaxBy(x => x.Kl)!;
        Assert.Contains($"### 1. EEG {worst.Row.EegId}, label row {worst.Row.LabelId}, patient {worst.Row.PatientId}, fold {worst.Row.Fold}, {worst.Row.VoteCount} votes: KL {worst.Kl:F3}", markdown, StringComparison.Ordinal);
        Assert.Contains("The recordings are not drawn: the data set /nowhere/to-be-found is not there any more.", HtmlReport.Format(RunPage.Build(report, WindowDetail.Steps[0])), StringComparison.Ordinal);
    }

    [Fact]
    public void WriteHtml_LargeRun_StaysBelowItsSize()
    {
        using var folder = new TempFolder();
        var record = MadeRun.Record("large", "sweep", rows: 17_000, folds: 5) with { BestTrial = 3, Trials = 60 };
        RunReportFiles.WriteHtml(folder["page.html"], MadeRun.Report(record, MadeRun.Predictions(17_000, folds: 5), MadeRun.Trials(60, 45)));
        Assert.InRange(new FileInfo(folder["page.html"]).Length, 50_000, RunReportFiles.LargestPage);
    }

    [Fact]
    public void WriteHtml_PicturesTooLarge_ShowsFewer()
    {
        using var folder = new TempFolder();
        var pixels = new byte[400_000];
        ReportPage Page(WindowDetail detail) => new("page", "", [.. Enumerable.Range(0, detail.Windows).Select(i => new FigureBlock($"f{i}", "caption", "alt", new PixelPicture(pixels, null, 10, 10)))]);
        var page = RunReportFiles.WriteHtml(folder["page.html"], Page);
        Assert.Equal(2, page.Blocks.Count);
        Assert.InRange(new FileInfo(folder["page.html"]).Length, 1_000_000, RunReportFiles.LargestPage);
    }

    [Fact]
    public void WriteBeside_RunThatCannotBeRead_WarnsAndGoesOn()
    {
        using var folder = new TempFolder();
        using var error = new StringWriter();
        RunReportFiles.WriteBeside(new RunFolder(folder.Path), new CommandTerminal(TextWriter.Null, error, IsTerminal: false, TimeProvider.System));
        Assert.StartsWith("warning: no report was written: ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_WhatMakesFiguresLess_IsSaid()
    {
        var record = MadeRun.Record() with
        {
            State = "running", Scale = "tiny", KeepsBestEpoch = true, SyntheticFloorKl = 0.4,
            Rows = new RunRows(60, 15, 3, ["a.parquet: too short"]) { Leak = "3 patients are in several folds." },
            Result = new RunResult(1, [1], 1, 1, 1, 0, null, null, null, 1, "refit") { Float16Cost = 0.001 },
        };
        var limits = RunLimits.Of(MadeRun.Report(record, trials: MadeRun.Trials(8, 2)));
        foreach (var word in (string[])["no clinical evidence", "The run was stopped before its end", "Scale tiny", "3 patients are in several folds", "chosen on the very rows", "best of 8", "Only 2 of 3 folds", "Only 15 patients", "10 votes or more", "float16, which changed the KL by +0.001000", "1 recording could not be used"])
        {
            Assert.Contains(limits, x => x.Contains(word, StringComparison.Ordinal));
        }
        Assert.Empty(RunLimits.Of(MadeRun.Report(MadeRun.Record(rows: 400), MadeRun.Predictions(400))));
    }

    [Fact]
    public void Limits_EnsembleOfSweepWinners_IsOptimistic()
    {
        static RunRecord Record(int? trial, int trials) => MadeRun.Record(rows: 400) with { Kind = "ensemble", Ensemble = Outcome(trial, trials) };
        var limits = RunLimits.Of(MadeRun.Report(Record(3, 20), MadeRun.Predictions(400)));
        Assert.StartsWith("Optimistic: the trial of searched is the best of a sweep on these same rows", Assert.Single(limits), StringComparison.Ordinal);
        Assert.Empty(RunLimits.Of(MadeRun.Report(Record(0, 1), MadeRun.Predictions(400)))); // nothing to choose from
        Assert.Empty(RunLimits.Of(MadeRun.Report(Record(null, 1), MadeRun.Predictions(400))));
    }

    [Fact]
    public void Ensemble_PlainMean_ClaimsNoFit()
    {
        var text = MarkdownReport.Format(RunPage.Build(MadeRun.Report(MadeRun.Record() with { Kind = "ensemble", Ensemble = Outcome(null, 1) }), WindowDetail.Steps[0]), pictures: null);
        Assert.Contains("| plain mean of the members | 0.4000 |", text, StringComparison.Ordinal);
        Assert.Contains("Nothing was fitted", text, StringComparison.Ordinal);
        Assert.DoesNotContain("in-sample", text, StringComparison.Ordinal);
        Assert.DoesNotContain("gain over the plain mean", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Ensemble_Parameters_AreWrittenAsTheyAre()
    {
        var outcome = Outcome(null, 1) with { Combination = "log blend, temperature", Parameters = [new ParameterSpread("kept epoch", 78, 70, 80, 4.5), new ParameterSpread("ridge", double.PositiveInfinity, 0.3, double.PositiveInfinity, double.NaN), new ParameterSpread("weight", 0.5, 0.25, 1, 0.1)] };
        var text = MarkdownReport.Format(RunPage.Build(MadeRun.Report(MadeRun.Record() with { Kind = "ensemble", Ensemble = outcome }), WindowDetail.Steps[0]), pictures: null);
        Assert.Contains("Joined by log blend, temperature:\n", text, StringComparison.Ordinal); // the calibration once
        foreach (var row in (string[])["| kept epoch | 78 | 70 | 80 | 4.5000 |", "| ridge | ∞ | 0.3000 | ∞ | – |", "| weight | 0.5000 | 0.2500 | 1.0000 | 0.1000 |"]) { Assert.Contains(row, text, StringComparison.Ordinal); }
    }

    private static EnsembleOutcome Outcome(int? trial, int trials) => new()
    {
        Members = [new MemberOutcome("plain", "a", "", "", null, 0.5, 0, 0), new MemberOutcome("searched", "b", "", "", trial, 0.5, 0, 0) { Trials = trials }],
        Combination = "mean", Calibration = CalibrationChoice.None, Parameters = [], CrossFittedKl = 0.4, OptimisticInSampleKl = 0.4, MeanKl = 0.4, GainOverMean = 0, LeftOut = 0,
    };

    [Fact]
    public void Worst_RowsOfOneEeg_CountOnce()
    {
        var rows = MadeRun.Predictions(6).Select((x, i) => new ScoredRow(x with { EegId = i / 2 }, i)).ToList();
        Assert.Equal([5, 3, 1], ScoredRow.Worst(rows, 4).Select(x => x.Row.RowIndex));
    }

    [Fact]
    public void Markdown_Pictures_AreReferredToAndWritten()
    {
        using var folder = new TempFolder();
        var page = RunPage.Build(MadeRun.Report(), WindowDetail.Steps[0]);
        RunReportFiles.WriteMarkdown(folder["report.md"], page, folder["pictures of it"]);
        var text = File.ReadAllText(folder["report.md"], Encoding.UTF8);
        var names = Pictures().Matches(text).Select(x => x.Groups[1].Value).ToList();
        Assert.Equal(MarkdownReport.FiguresOf(page.Blocks).Count(), names.Count);
        Assert.All(names, name => Assert.True(File.Exists(folder[name])));
    }

    [GeneratedRegex("\\sid=\"([^\"]+)\"")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\]\(<([^>]+)>\)")]
    private static partial Regex Pictures();
}
