using System.Globalization;
using ScottPlot;

namespace Hms.Experiments.Reporting.Recordings;

/// <summary>How classes and votes are distributed: votes by class in rows and in groups, consensus, votes a row, agreement.</summary>
internal static class VoteFigure
{
    private const int PanelHeight = 420;
    private const float LabelSize = 13;
    private const float ValueSize = 11;
    private const double GroupWidth = 0.84;
    private const double TickDensity = 0.55;
    private const double Headroom = 0.17; // a line of the legend
    private const int LongestLevelText = 3;

    private static readonly Color[] Colours = [PageColours.First, PageColours.Second, PageColours.Third];

    /// <summary>Draws the four panels.</summary>
    /// <param name="name">Name of the data set.</param>
    /// <param name="votes">The numbers.</param>
    /// <param name="width">Width in pixels.</param>
    public static Picture Draw(string name, VoteStatistics votes, int width)
    {
        Plot[] plots = [Shares(name, votes), Consensus(votes), PerRow(votes), Agreement(votes)];
        return new Picture([.. plots.Select((plot, i) => (plot, Picture.Area(i % 2 * (width / 2f), i / 2 * PanelHeight, width / 2f, PanelHeight)))], width, 2 * PanelHeight);
    }

    private static Plot Shares(string name, VoteStatistics votes) => Grouped(
        $"{name}: distribution of the votes", "share of the votes (%)", "0",
        [($"rows ({votes.Rows}, votes added)", Of(votes, x => 100 * x.ShareOfVotes)), ($"EEGs ({votes.Eegs}, each counts once)", Of(votes, x => 100 * x.MeanShareByEeg)), ($"spectrograms ({votes.Spectrograms}, each once)", Of(votes, x => 100 * x.MeanShareBySpectrogram))]);

    private static Plot Consensus(VoteStatistics votes) => Grouped(
        "Consensus: the class with the most votes", "count", "0",
        [("rows", Of(votes, x => x.ConsensusRows)), ("EEGs", Of(votes, x => x.ConsensusEegs)), ("spectrograms", Of(votes, x => x.ConsensusSpectrograms))]);

    private static Plot Agreement(VoteStatistics votes)
    {
        var plot = Grouped(
            "Agreement: mean share of the class with the most votes", "mean share", "0.00",
            [(Population("fewer than 10 votes", votes.Few), votes.Few.TopShareByClass), (Population("10 votes or more", votes.Many), votes.Many.TopShareByClass)]);
        plot.Axes.SetLimitsY(0, 1.35);
        plot.Axes.Left.SetTicks([0, 0.2, 0.4, 0.6, 0.8, 1], ["0", "0.2", "0.4", "0.6", "0.8", "1"]);
        return plot;
    }

    private static Plot PerRow(VoteStatistics votes)
    {
        var plot = BlankPlot.New();
        foreach (var (label, many, colour) in new[] { ($"fewer than {VoteStatistics.ManyVotes}: {votes.Few.Rows} rows", false, Colours[0]), ($"{VoteStatistics.ManyVotes} or more: {votes.Many.Rows} rows", true, Colours[1]) })
        {
            var bars = plot.Add.Bars(Enumerable.Range(1, votes.VotesPerRow.Count).Where(n => n >= VoteStatistics.ManyVotes == many).Select(n => new Bar
            {
                Position = n, Value = votes.VotesPerRow[n - 1], FillColor = colour, LineWidth = 0, Size = 0.85,
            }).ToArray());
            bars.LegendText = label;
        }
        Label(plot, "Votes a row: two populations", "number of votes", "rows");
        plot.Axes.SetLimits(0.2, Math.Max(12, votes.VotesPerRow.Count) + 0.8, 0, Math.Max(1, votes.VotesPerRow.Max()) * 1.1);
        if (plot.Axes.Bottom.TickGenerator is ScottPlot.TickGenerators.NumericAutomatic ticks) { ticks.IntegerTicksOnly = true; }
        plot.ShowLegend(Alignment.UpperRight);
        return plot;
    }

    private static Plot Grouped(string title, string axis, string format, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series)
    {
        var plot = BlankPlot.New();
        var width = GroupWidth / series.Count;
        for (var s = 0; s < series.Count; s++)
        {
            var at = (s - (series.Count - 1) / 2.0) * width;
            var bars = plot.Add.Bars(series[s].Values.Select((value, i) => new Bar { Position = i + at, Value = double.IsFinite(value) ? value : 0, FillColor = Colours[s], LineWidth = 0, Size = width * 0.94 }).ToArray());
            bars.LegendText = series[s].Name;
            for (var i = 0; i < series[s].Values.Count; i++)
            {
                if (!double.IsFinite(series[s].Values[i])) { continue; }
                var text = plot.Add.Text(series[s].Values[i].ToString(format, CultureInfo.InvariantCulture), i + at, series[s].Values[i]);
                (text.LabelFontSize, text.LabelAlignment, text.OffsetY) = (ValueSize, Alignment.LowerCenter, -1);
                if (text.LabelText.Length > LongestLevelText && series.Count > 2) { (text.LabelRotation, text.LabelAlignment, text.OffsetY) = (-90, Alignment.MiddleLeft, -3); }
            }
        }
        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, series[0].Values.Count).Select(i => (double)i)], [.. Hms.Data.VoteClasses.Names]);
        Label(plot, title, "", axis);
        var top = series.SelectMany(x => x.Values).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        plot.Axes.SetLimits(-0.6, series[0].Values.Count - 0.4, 0, Math.Max(top, 1e-9) * (1 + Headroom * series.Count));
        plot.ShowLegend(Alignment.UpperRight);
        return plot;
    }

    private static void Label(Plot plot, string title, string x, string y)
    {
        plot.Title(title, LabelSize + 1);
        if (x.Length > 0) { plot.XLabel(x, LabelSize); }
        plot.YLabel(y, LabelSize);
        plot.Axes.Bottom.TickLabelStyle.FontSize = LabelSize;
        plot.Layout.Fixed(new PixelPadding(74, 14, 54, 40));
        if (plot.Axes.Left.TickGenerator is ScottPlot.TickGenerators.NumericAutomatic ticks) { ticks.TickDensity = TickDensity; }
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(.08);
    }

    private static string Population(string name, VotePopulation population) =>
        population.Rows == 0 ? $"{name}: no rows" : string.Create(CultureInfo.InvariantCulture, $"{name}: mean {population.MeanTopShare:0.00}, {population.UnanimousShare:P0} unanimous");

    private static double[] Of(VoteStatistics votes, Func<ClassStatistics, double> value) => [.. votes.Classes.Select(value)];
}
