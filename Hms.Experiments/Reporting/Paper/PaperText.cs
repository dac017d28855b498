using System.Globalization;
using Hms.Experiments.Configuration;
using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Reporting.Paper;

/// <summary>The words of the page "The paper, row by row", for HTML and Markdown alike.</summary>
internal static class PaperText
{
    /// <summary>Its title.</summary>
    public const string Title = "The paper, row by row";

    /// <summary>Its sections.</summary>
    /// <param name="results">What was run.</param>
    public static IReadOnlyList<PaperSection> Sections(PaperResults results)
    {
        List<PaperSection> sections = [Beginning(results), Rows(results)];
        if (results.Comparisons.Count > 0) { sections.Add(Comparisons(results)); }
        sections.Add(WhatItTells(results));
        return sections;
    }

    private static PaperSection Beginning(PaperResults results)
    {
        var run = results.Rows.Count(row => row.Run is not null);
        var data = results.Rows.FirstOrDefault(row => row.Run is not null)?.Run!.Record.Rows;
        return new PaperSection(null,
        [
            $"What the paper on the competition \"HMS - Harmful Brain Activity Classification\" reports, and what the same experiments give here: {run} of {results.Rows.Count} rows were run at scale \"{results.Scale}\"" +
            $"{(results.IsSynthetic ? ", on synthetic EEG" : "")}{(data is null ? "" : $", {data.Folds} folds {(data.Leak is null ? "grouped by patient" : "that share patients")}")}. All figures of ours are mean KL divergences, in nat (smaller is better), of rows that the model has not seen, with 95 % bootstrap intervals that draw patients.",
        ])
        { Command = $"hms run experiments.json --all --scale {results.Scale}{(results.IsSynthetic || results.Scale != ExperimentsResult.FullScale ? "" : " --root hms-data")}" };
    }

    private static PaperSection Rows(PaperResults results) => new("Rows", ["\">= 10 votes\" are the rows that ten or more experts have judged. The prior is what a model gets that always predicts the mean votes of its training rows."])
    {
        Table = new PaperTable(
            ["experiment", "what it is in the paper", "#paper's KL", "measured on", "#our KL", "#>= 10 votes", "#prior", "#rows", "comparable?"],
            [.. results.Rows.Select(row => Cells(row, results))]),
        Notes = [.. results.Rows.Select(row => (row.Name, Note(row))).Where(note => note.Item2.Length > 0)],
    };

    private static string[] Cells(PaperRow row, PaperResults results)
    {
        var all = row.Evaluation?.All;
        return
        [
            row.Name, row.Paper.Reproduces, row.Paper.Kl is { } kl ? F(kl, "0.00") : "-", row.Paper.MeasuredOn ?? (row.Paper.Kl is null ? "not published" : ""),
            all is null ? "not run" : Figure(all), row.Evaluation?.HighVotes is { } high ? $"{F(high.Kl)} ({high.Rows})" : "-", F(all?.PriorKl),
            all is null ? "-" : $"{all.Rows} {row.UnitWords}, {all.Patients} patients", Comparable(row, results),
        ];
    }

    /// <summary>The plain word on whether the paper's figure and ours may be set side by side.</summary>
    internal static string Comparable(PaperRow row, PaperResults results)
    {
        if (row.Evaluation is null) { return "not run"; }
        if (row.Paper.Kl is null) { return "nothing published to compare with"; }
        if (results.IsSynthetic) { return results.Scale == ExperimentsResult.FullScale ? "no: synthetic data" : $"no: synthetic data, scale {results.Scale}"; }
        return results.Scale == ExperimentsResult.FullScale
            ? "roughly, on the competition's data: patients held out of the training data here, other rows there"
            : $"no: scale {results.Scale} trains on less, or for shorter";
    }

    private static string Note(PaperRow row)
    {
        var chosen = row.IsChosenOnItsRows ? "Optimistic: the best trial or epoch was chosen on the rows that it is judged on." : "";
        return string.Join(' ', new[] { row.Paper.Note, chosen }.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static PaperSection Comparisons(PaperResults results) => new("What was changed, pair by pair",
    [
        "Each of these is compared with the experiment that it changes, row by row: mean of the differences of their KL, positive where the change helps, with standard error and 95 % interval by patient. \"Undecided\" means that these rows do not tell which is better: the interval holds 0, or the difference is no more standard errors from 0 than chance makes it among so few patients. An interval drawn from few patients is too narrow: of 24 patients about one in ten misses the truth, of 60 about one in seventeen, where one in twenty should. The paper's column is the difference of two of its figures, which it gives without intervals.",
    ])
    {
        Table = new PaperTable(
            ["change", "against", "#gain", "#standard error", "#95 % interval", "#rows", "these rows say", "#paper's gain"],
            [.. results.Comparisons.Select(comparison => Cells(comparison, results))]),
    };

    private static string[] Cells(PairedComparison comparison, PaperResults results)
    {
        var published = results.Find(comparison.Reference)?.Paper.Kl - results.Find(comparison.Candidate)?.Paper.Kl;
        var sameMeasure = results.Find(comparison.Reference)?.Paper.MeasuredOn == results.Find(comparison.Candidate)?.Paper.MeasuredOn;
        return
        [
            comparison.Candidate, comparison.Reference, Signed(comparison.Gain.Mean), double.IsNaN(comparison.Gain.StandardError) ? "-" : F(comparison.Gain.StandardError),
            comparison.Interval is { } interval ? $"{Signed(interval.Low)} to {Signed(interval.High)}" : "-", comparison.Gain.Rows.ToString("N0", CultureInfo.InvariantCulture),
            WordOf(comparison), published is { } gain && sameMeasure ? Signed(gain, "0.00") : "-",
        ];
    }

    /// <summary>What a comparison says of a change, in a word.</summary>
    internal static string WordOf(PairedComparison comparison) =>
        comparison.Interval is null ? "too few patients" : !Verdict.TellsApart(comparison) ? "undecided" : comparison.Gain.Mean > 0 ? "better" : "worse";

    private static PaperSection WhatItTells(PaperResults results)
    {
        List<string> paragraphs = [];
        if (results.SyntheticFloorKl is { } floor)
        {
            paragraphs.Add($"The recordings are synthetic: patterns of the six classes drawn from a seed on a made-up background, with votes drawn from a known mixture. No figure here is evidence about patients, none may be set beside the paper's, and the order of the rows need not be the order on the competition's data: what a normalisation or a balance of classes does depends on how amplitudes and classes vary between real patients, which nobody knows well enough to make up. What synthetic data can tell: that every experiment runs, exports and scores; whether a model is better than the prior; and how far it is from {F(floor)}, the KL of the votes from the mixtures they were drawn from, which no model undercuts in expectation.");
        }
        else
        {
            paragraphs.Add("The paper's figures are of the competition's leaderboard, whose patients and votes are not public; ours are of patients held out of the training data. The two differ by more than chance: the hidden rows were judged by more experts, and votes of few experts are further from any prediction. The column \">= 10 votes\" is the nearer of the two.");
        }
        if (results.Scale != ExperimentsResult.FullScale)
        {
            paragraphs.Add($"Scale \"{results.Scale}\" makes everything smaller (rows, folds, epochs, images, batches, trials) and nothing else: networks, steps, losses and ensembles are those of scale \"{ExperimentsResult.FullScale}\". After so few steps a network has hardly begun to learn, so differences between networks, and the absence of one, say nothing about the trained ones. A gain above that is called better or worse is a fact about these rows and this little training, not about the method.");
        }
        paragraphs.Add("An experiment is judged on the rows of its own unit: figures over spectrograms and over EEGs are not of the same rows. The comparisons above are: a prediction of a spectrogram stands for each of its EEGs there.");
        return new PaperSection("What these figures can and cannot tell", paragraphs);
    }

    private static string Figure(ScoreFigures figures) => F(figures.Kl) + (figures.Interval is { } interval ? $" [{F(interval.Low)}, {F(interval.High)}]" : "");

    private static string F(double? value, string format = "0.000") => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static string Signed(double value, string format = "0.000") => value.ToString($"+{format};-{format};{format}", CultureInfo.InvariantCulture);
}
