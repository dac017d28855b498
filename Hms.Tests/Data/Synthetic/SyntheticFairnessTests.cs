using System.Text.Json;
using Hms.Data.Files;
using Hms.Data.Synthetic;
using Hms.Tests.Support;

namespace Hms.Tests.Data.Synthetic;

/// <summary>The synthetic EEG is a fair stand-in: like real EEG by its figures, not solved by power, told by its form, free of hints in artefacts, and it leaks as real data leak.</summary>
public sealed class SyntheticFairnessTests(RenderedSet set) : IClassFixture<RenderedSet>
{
    private const double SciPyTolerance = 2e-3;
    private readonly IReadOnlyList<RenderedRow> _rows = set.Rows;
    private readonly int[] _patients = GroupedScore.ByPatient(set.Rows);

    /// <summary>The measuring code of these tests against SciPy's on every real EEG.</summary>
    [Fact]
    public void Statistics_RealEegs_EqualSciPys()
    {
        var folder = SharedData.Require("iiic/train_eegs");
        using var golden = Golden();
        var compared = 0;
        foreach (var expected in golden.RootElement.GetProperty("eegs").EnumerateObject())
        {
            var actual = EegStatistics.Measure(EegFile.Read(Path.Combine(folder, expected.Name + ".parquet")).Values.Span).Summary();
            for (var i = 0; i < actual.Length; i++)
            {
                var value = expected.Value.GetProperty(EegStatistics.Names[i]).GetDouble();
                Assert.Equal(value, actual[i], SciPyTolerance * Math.Max(1, Math.Abs(value)));
            }
            compared++;
        }
        Assert.Equal(44, compared);
    }

    /// <summary>(i) The median synthetic EEG lies between the quartiles of the real ones, figure by figure.</summary>
    [Fact]
    public void Medians_LieBetweenTheRealQuartiles()
    {
        using var golden = Golden();
        var summaries = _rows.Select(row => row.Statistics.Summary()).ToList();
        for (var i = 0; i < EegStatistics.Names.Length; i++)
        {
            var quartiles = golden.RootElement.GetProperty("quartiles").GetProperty(EegStatistics.Names[i]);
            var median = EegStatistics.Median(summaries.Select(summary => summary[i]));
            Assert.True(median >= quartiles[0].GetDouble() && median <= quartiles[2].GetDouble(), $"{EegStatistics.Names[i]} {median} must lie in {quartiles}.");
        }
    }

    /// <summary>Lateralised patterns lie on one side, generalised ones on both (real: LPD 0.52-0.71, LRDA 0.37-0.67, GPD up to 0.21).</summary>
    [Fact]
    public void Lateralisation_ByClass_IsThatOfTheClass()
    {
        double[] medians = [.. Enumerable.Range(0, 6).Select(k => EegStatistics.Median(_rows.Where(row => row.Z[k] > 0.6).Select(row => row.Statistics.Summary()[6])))];
        Assert.InRange(medians[1], 0.37, 0.75);
        Assert.InRange(medians[2], 0, 0.21);
        Assert.InRange(medians[3], 0.37, 0.75);
        Assert.InRange(medians[4], 0, 0.21);
    }

    /// <summary>(ii) Power alone, of the electrodes or of the pairs, goes at most a third of the way.</summary>
    [Fact]
    public void LinearModel_Variances_ClosesAtMost35Percent()
    {
        Assert.InRange(Closed(GroupedScore.Linear(_rows, _patients, row => row.ChannelLogPower)), -1, 0.35);
        Assert.InRange(Closed(GroupedScore.Linear(_rows, _patients, row => row.PairLogPower)), -1, 0.35);
    }

    /// <summary>(ii) Form alone, each EEG relative to its own power, goes further than power does.</summary>
    [Fact]
    public void LinearModel_FormAtEqualPower_ClosesMoreThanVariances()
    {
        var form = Closed(GroupedScore.Linear(_rows, _patients, row => row.Form));
        Assert.InRange(form, 0.25, 0.6);
        Assert.True(form > Closed(GroupedScore.Linear(_rows, _patients, row => row.PairLogPower)));
    }

    /// <summary>(iii) The floor lies far below the prior, the prior below uniform.</summary>
    [Fact]
    public void FloorPriorUniform_AreInOrder()
    {
        var uniform = GroupedScore.Uniform(_rows);
        Assert.InRange(GroupedScore.Floor(_rows), 0.08, 0.22);
        Assert.InRange(GroupedScore.Prior(_rows, _patients), 1.2, 1.5);
        Assert.InRange(uniform, GroupedScore.Prior(_rows, _patients), 1.6);
    }

    /// <summary>(v) What a recording shows without its patterns tells nothing: no better than the prior, by power, form or style.</summary>
    [Fact]
    public void LinearModel_WithoutPatterns_IsNoBetterThanThePrior()
    {
        var rows = RenderedRow.Render(RenderedSet.Options, recordingsPerPatient: 2, RecordingParts.Background | RecordingParts.Artefacts);
        var folds = GroupedScore.ByPatient(rows);
        var prior = GroupedScore.Prior(rows, folds);
        const double chance = 0.03;
        Assert.True(GroupedScore.Linear(rows, folds, row => row.PairLogPower) > prior - chance);
        Assert.True(GroupedScore.Linear(rows, folds, row => row.Form) > prior - chance);
        Assert.True(GroupedScore.Linear(rows, folds, row => row.Style) > prior - chance);
    }

    /// <summary>The patterns are the same samples whether artefacts are there or not; what artefacts add does not depend on the mixture.</summary>
    [Fact]
    public void Render_WithAndWithoutArtefacts_LeavesThePatternsAsTheyAre()
    {
        const int samples = 12_000;
        // Artefacts reach 5,000 uV, where a float has steps of 0.0005 uV; several are added up.
        const float rounding = 0.01f;
        for (var patient = 0; patient < 12; patient++)
        {
            var source = new SyntheticPatient(RenderedSet.Options, patient);
            var recording = source.Recording(0);
            double[] other = [.. recording.Z.Reverse()];
            var (all, artefacts, patterns, otherAll, otherPatterns) = (Draw(recording.Z, RecordingParts.All), Draw(recording.Z, RecordingParts.All & ~RecordingParts.Patterns), Draw(recording.Z, RecordingParts.Patterns), Draw(other, RecordingParts.All), Draw(other, RecordingParts.Patterns));
            for (var i = 0; i < all.Length; i++)
            {
                if (source.Style.BadChannelIsDead && i / samples == source.Style.BadChannel) { continue; }
                Assert.Equal(patterns[i], all[i] - artefacts[i], rounding);
                Assert.Equal(otherPatterns[i], otherAll[i] - artefacts[i], rounding);
            }

            float[] Draw(double[] z, RecordingParts parts)
            {
                var signal = new SignalBuffer();
                signal.Reset(samples);
                new RecordingRenderer(source.Style, 1.3, recording.Seed).Render(signal, z, 1000, 11_000, parts);
                return signal.Values.ToArray();
            }
        }
    }

    /// <summary>What shows the electrodes and the amplifier, not the brain, scores better than the prior on rows drawn at random, and no better on new patients.</summary>
    [Fact]
    public void NearestNeighbours_PatientStyle_LeakOnARandomSplitOnly()
    {
        var random = GroupedScore.AtRandom(_rows);
        var leaking = GroupedScore.Prior(_rows, random) - GroupedScore.Nearest(_rows, random, row => row.Style, neighbours: 3);
        var honest = GroupedScore.Prior(_rows, _patients) - GroupedScore.Nearest(_rows, _patients, row => row.Style, neighbours: 3);
        Assert.True(honest < 0.05, $"Style gains {honest} nat on new patients; it must tell nothing.");
        Assert.True(leaking > 0.06, $"Style gains {leaking} nat on a random split; it must leak.");
        Assert.True(leaking > honest + 0.05);
    }

    private double Closed(double score) => GroupedScore.Closed(score, GroupedScore.Prior(_rows, _patients), GroupedScore.Floor(_rows));

    private static JsonDocument Golden() => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "data", "synthetic", "real-eegs.json")));
}
