using Hms.Signal.Montages;
using Hms.Transforms.Mapping;
using Hms.Transforms.Steps.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

/// <summary>One row-by-row step as the contract test sees it: how to fit it on a table, and what it makes of a NaN.</summary>
public sealed record StepCase(string Name, TestTable Table, string Input, string Output, Func<IDataView, ITransformer> Fit, NanPolicy Nan)
{
    public const int RowCount = 7;
    private ITransformer? _fitted;

    public static IReadOnlyList<StepCase> All => field ??= [.. Create()];

    /// <summary>The steps that map rows to rows.</summary>
    public static TheoryData<string> Names => [.. All.Where(step => !step.IsTrainingOnly).Select(step => step.Name)];

    /// <summary>All steps, those of training scope, too.</summary>
    public static TheoryData<string> AllNames => [.. All.Select(step => step.Name)];

    /// <summary>The steps that an estimator of Hms.Transforms fits.</summary>
    public static TheoryData<string> EstimatorNames => [.. All.Where(step => step.Estimator is not null).Select(step => step.Name)];

    /// <summary>The steps of training scope.</summary>
    public static TheoryData<string> TrainingNames => [.. All.Where(step => step.IsTrainingOnly).Select(step => step.Name)];

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

    /// <summary>Other columns that the step reads.</summary>
    public TestColumn[] OtherColumns { get; init; } = [];

    /// <summary>The estimator; null for a transformer that is made without one.</summary>
    public IEstimator<ITransformer>? Estimator { get; init; }

    /// <summary>What an infinite value does.</summary>
    public InfinityPolicy Infinity { get; init; } = InfinityPolicy.Shows;

    /// <summary>Whether the step learns something that depends on the order of rows by more than rounding; no step may without saying so here.</summary>
    public bool IsOrderDependent { get; init; }

    /// <summary>Whether the step learns from rows, so that it needs some.</summary>
    public bool Learns { get; init; }

    /// <summary>Managed bytes that reading one more row may allocate, once the buffers stand.</summary>
    public int BytesPerRow { get; init; } = 1024;

    /// <summary>Largest difference of a value between two processes; 0 where the arithmetic is ours.</summary>
    public float ProcessTolerance { get; init; }

    public bool IsTrainingOnly => Estimator is ITrainingScopeEstimator;

    /// <summary>The fitted step; shared, as steps are immutable.</summary>
    public ITransformer Fitted => LazyInitializer.EnsureInitialized(ref _fitted, () => Fit(Table));

    /// <summary>The table of this case with another input column.</summary>
    public TestTable TableOf(TestColumn input) => new([input, .. OtherColumns]);

    private static IEnumerable<StepCase> Create() =>
        [.. TrainingCases.All(), .. ValueCases.All(), .. MontageCases.All(), .. FilterCases.All(), .. WaveletCases.All(), .. SpectrumCases.All(), .. FeatureCases.All(), .. ImageCases.All(), .. ScoringCases.All()];

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
        Of(name, column, [], estimator, nan);

    /// <summary>Reads X and others, writes Y.</summary>
    internal static StepCase Of(string name, TestColumn column, TestColumn[] others, IEstimator<ITransformer> estimator, NanPolicy nan) =>
        new(name, new TestTable([column, .. others]), "X", "Y", estimator.Fit, nan) { InputColumn = column, OtherColumns = others, Estimator = estimator };

    public IStepTransformer FitStep() => (IStepTransformer)Fitted;

    /// <summary>Fits anew.</summary>
    public ITransformer Refit(IDataView table) => Fit(table);
}
