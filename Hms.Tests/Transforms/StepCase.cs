using Hms.Signal.Montages;
using Hms.Transforms.Mapping;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

/// <summary>One row-by-row step as the contract test sees it: how to fit it on a table, and what it makes of a NaN.</summary>
public sealed record StepCase(string Name, TestTable Table, string Input, string Output, Func<IDataView, ITransformer> Fit, NanPolicy Nan)
{
    public const int RowCount = 7;

    public static IReadOnlyList<StepCase> All => field ??= [.. Create()];

    public static TheoryData<string> Names => [.. All.Select(step => step.Name)];

    public static StepCase Get(string name) => All.Single(step => step.Name == name);

    /// <summary>The same table with a NaN at a quarter of every row of the input.</summary>
    public static TestTable WithNaN(TestColumn column)
    {
        var rows = column.Rows.Select(row =>
        {
            var copy = (float[])row.Clone();
            copy[copy.Length / 4] = float.NaN;
            return copy;
        });
        return new TestTable(column with { Rows = [.. rows] });
    }

    public TestColumn InputColumn { get; init; } = null!;

    private static IEnumerable<StepCase> Create() =>
        [.. ValueCases.All(), .. MontageCases.All(), .. FilterCases.All(), .. WaveletCases.All(), .. SpectrumCases.All(), .. FeatureCases.All(), .. ImageCases.All(), .. ScoringCases.All()];

    /// <summary>20 channels of 2 s with names and sample rate.</summary>
    internal static TestColumn Eeg { get; } = TestColumn.Waves("X", [20, 400], RowCount) with { ChannelNames = [.. Electrodes.HmsOrder], SampleRateHz = 200 };

    /// <summary>The 16 pairs of the double banana, 2 s.</summary>
    internal static TestColumn Pairs { get; } = TestColumn.Waves("X", [16, 400], RowCount) with
    {
        ChannelNames = [.. Montage.LongitudinalBipolar16.Pairs.Select(pair => pair.Name)],
        SampleRateHz = 200,
    };

    /// <summary>A positive image of 2 channels.</summary>
    internal static TestColumn Image { get; } = TestColumn.Waves("X", [2, 6, 10], RowCount, amplitude: 3, offset: 4);

    /// <summary>Reads X, writes Y.</summary>
    internal static StepCase Of(string name, TestColumn column, IEstimator<ITransformer> estimator, NanPolicy nan) =>
        new(name, new TestTable(column), "X", "Y", estimator.Fit, nan) { InputColumn = column };

    public IStepTransformer FitStep() => (IStepTransformer)Fit(Table);
}
