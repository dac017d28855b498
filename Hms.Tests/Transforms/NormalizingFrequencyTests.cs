using System.Text;
using Hms.Transforms;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Hms.Transforms.Steps.Values;
using Microsoft.ML;

namespace Hms.Tests.Transforms;

public sealed class NormalizingFrequencyTests
{
    // Values of single precision after (x - mean) / sd in double: half a unit in the last place of values up to 4.
    private const double ValueTolerance = 3e-7;
    private const double StatisticsTolerance = 1e-12;
    private const int RowCount = 40;

    private static TestColumn Spectra { get; } = TestColumn.Waves("X", [2, 3, 10], RowCount) with { Rows = [.. TestColumn.Waves("X", [2, 3, 10], RowCount).Rows.Select(Colour)] };

    [Theory, InlineData(NormalizationAxis.All), InlineData(NormalizationAxis.Frequency), InlineData(NormalizationAxis.ChannelFrequency)]
    public void Fit_Datawide_PoolsTheValuesOfEachGroup(NormalizationAxis axis)
    {
        var step = Fit(axis, NormalizationScope.Datawide);
        var groups = Groups(axis, Spectra.Rows);
        Assert.Equal(groups.Count, step.Statistics.Count);
        for (var g = 0; g < groups.Count; g++)
        {
            var (mean, deviation) = Moments(groups[g]);
            Assert.Equal(1, step.Statistics[g].Mean / mean, StatisticsTolerance);
            Assert.Equal(1, step.Statistics[g].StandardDeviation / deviation, StatisticsTolerance);
            Assert.Equal(groups[g].Count, step.Statistics[g].Count);
        }
    }

    [Theory, InlineData(NormalizationAxis.Frequency), InlineData(NormalizationAxis.ChannelFrequency)]
    public void Transform_Datawide_GivesEachGroupMeanZeroAndDeviationOne(NormalizationAxis axis)
    {
        var rows = Rows.Vectors(Fit(axis, NormalizationScope.Datawide).Transform(new TestTable(Spectra)), "X");
        Assert.All(Groups(axis, rows), group => Assert.Equal((0, 1), (Math.Round(Moments(group).Mean, 6), Math.Round(Moments(group).Deviation, 5))));
    }

    [Theory, InlineData(NormalizationAxis.Frequency), InlineData(NormalizationAxis.ChannelFrequency)]
    public void Transform_Instance_UsesTheRowItself(NormalizationAxis axis)
    {
        var rows = Rows.Vectors(Fit(axis, NormalizationScope.Instance).Transform(new TestTable(Spectra)), "X");
        Assert.All(rows, row => Assert.All(Groups(axis, [row]), group => Assert.Equal((0, 1), (Math.Round(Moments(group).Mean, 6), Math.Round(Moments(group).Deviation, 5)))));
    }

    [Fact]
    public void Fit_RowsInAnyOrder_LearnsTheSameTo1e12()
    {
        var (first, second) = (Fit(NormalizationAxis.Frequency, NormalizationScope.Datawide), Fit(NormalizationAxis.Frequency, NormalizationScope.Datawide, [.. Spectra.Rows.Reverse()]));
        Assert.All(first.Statistics.Zip(second.Statistics), pair =>
        {
            Assert.Equal(1, pair.First.Mean / pair.Second.Mean, StatisticsTolerance);
            Assert.Equal(1, pair.First.StandardDeviation / pair.Second.StandardDeviation, StatisticsTolerance);
        });
    }

    [Fact]
    public void Fit_NaN_DoesNotCount()
    {
        var rows = Spectra.Rows.Select(row => (float[])row.Clone()).ToArray();
        rows[3][0] = float.NaN;
        Assert.Equal([RowCount * 20 - 1L, RowCount * 20, RowCount * 20], Fit(NormalizationAxis.Frequency, NormalizationScope.Datawide, rows).Statistics.Select(group => group.Count));
    }

    [Fact]
    public void Fit_FrequencyWithoutValues_IsNamed()
    {
        var rows = Spectra.Rows.Select(row => row.Select((value, i) => i / 10 % 3 == 1 ? float.NaN : value).ToArray()).ToArray();
        Assert.Contains("frequency row 1", Assert.Throws<InvalidOperationException>(() => Fit(NormalizationAxis.Frequency, NormalizationScope.Datawide, rows)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_InfiniteValue_NamesTheRow()
    {
        var rows = Spectra.Rows.Select(row => (float[])row.Clone()).ToArray();
        rows[5][2] = float.PositiveInfinity;
        Assert.Contains("Row 5", Assert.Throws<InvalidOperationException>(() => Fit(NormalizationAxis.All, NormalizationScope.Datawide, rows)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_OtherNumberOfFrequencies_IsRefused()
    {
        var step = Fit(NormalizationAxis.Frequency, NormalizationScope.Datawide);
        Assert.Contains("3", Assert.Throws<ColumnMismatchException>(() => step.Transform(new TestTable(TestColumn.Waves("X", [2, 4, 10], 1)))).Message, StringComparison.Ordinal);
        Assert.NotNull(step.Transform(new TestTable(TestColumn.Waves("X", [2, 3, 17], 1)))); // another length in time is served
        Assert.Contains("frequencies", Assert.Throws<ColumnMismatchException>(() => new MLContext(1).Transforms.NormalizeFrequencies("X").Fit(new TestTable(TestColumn.Waves("X", [8], 2)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PayloadOfVersion1_IsUpgraded()
    {
        // As Hms wrote it before statistics were kept for several groups.
        const string Old = """
            {
              "step": "Normalizing",
              "version": 1,
              "options": { "scope": "datawide", "epsilon": 1E-06, "inputColumn": "X", "outputColumn": null },
              "fitted": { "mean": -0.29727, "standardDeviation": 2.59973, "count": 1340000 }
            }
            """;
        var table = new TestTable(Spectra);
        var saved = ModelFiles.WithOptions(Save(Fit(NormalizationAxis.All, NormalizationScope.Datawide), table), _ => Encoding.UTF8.GetBytes(Old));
        var loaded = Assert.IsType<NormalizingTransformer>(new MLContext(1).UseHms().Model.Load(new MemoryStream(saved), out _));
        Assert.Equal(NormalizationAxis.All, loaded.Options.Axis);
        Assert.Equal(new NormalizationStatistics(-0.29727, 2.59973, 1340000), Assert.Single(loaded.Statistics));
        Assert.Equal((Spectra.Rows[0][4] + 0.29727) / (2.59973 + 1e-6), Rows.Vectors(loaded.Transform(table), "X")[0][4], ValueTolerance * Math.Abs(Spectra.Rows[0][4]));
        var again = Encoding.UTF8.GetString(ModelFiles.Read(Save(loaded, table)).Single(entry => entry.Name.EndsWith("options.json", StringComparison.Ordinal)).Bytes);
        Assert.Contains("\"version\": 2", again, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PayloadOfVersion1PerInstance_IsUpgraded()
    {
        const string Old = """{ "step": "Normalizing", "version": 1, "options": { "scope": "instance", "epsilon": 1E-06, "inputColumn": "X", "outputColumn": null } }""";
        var saved = ModelFiles.WithOptions(Save(Fit(NormalizationAxis.All, NormalizationScope.Instance), new TestTable(Spectra)), _ => Encoding.UTF8.GetBytes(Old));
        Assert.Empty(Assert.IsType<NormalizingTransformer>(new MLContext(1).UseHms().Model.Load(new MemoryStream(saved), out _)).Statistics);
    }

    [Fact]
    public void Registry_EveryStep_HasUpgradesFromAllOlderVersions() =>
        Assert.All(StepRegistry.Names, step => Assert.Equal(Enumerable.Range(1, StepRegistry.VersionOf(step) - 1), StepRegistry.UpgradesOf(step)));

    private static NormalizingTransformer Fit(NormalizationAxis axis, NormalizationScope scope, float[][]? rows = null) =>
        new MLContext(1).Transforms.Normalize(new NormalizingOptions { InputColumn = "X", Axis = axis, Scope = scope }).Fit(new TestTable(Spectra with { Rows = rows ?? Spectra.Rows }));

    private static byte[] Save(ITransformer transformer, TestTable table)
    {
        using var stream = new MemoryStream();
        new MLContext(1).Model.Save(transformer, table.Schema, stream);
        return stream.ToArray();
    }

    /// <summary>Another level and spread for every channel and frequency.</summary>
    private static float[] Colour(float[] row) => [.. row.Select((value, i) => 100 * (i / 10 + 1) + value * (i / 10 + 1))];

    private static List<List<float>> Groups(NormalizationAxis axis, float[][] rows) =>
        [.. rows.SelectMany(row => row.Select((value, i) => (Value: value, Group: axis switch { NormalizationAxis.All => 0, NormalizationAxis.Frequency => i / 10 % 3, _ => i / 10 })))
            .GroupBy(pair => pair.Group).OrderBy(group => group.Key).Select(group => group.Select(pair => pair.Value).ToList())];

    private static (double Mean, double Deviation) Moments(List<float> values)
    {
        var mean = values.Average(value => (double)value);
        return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }
}
