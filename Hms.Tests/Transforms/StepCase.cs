using Hms.Signal.Montages;
using Hms.Transforms.Mapping;
using Hms.Transforms.Scoring;
using Hms.Transforms.Steps;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

/// <summary>One row-by-row step as the contract test sees it: how to fit it on a table, and what it makes of a NaN.</summary>
public sealed record StepCase(string Name, TestTable Table, string Input, string Output, Func<IDataView, ITransformer> Fit, NanPolicy Nan)
{
    public const int RowCount = 7;

    public static IReadOnlyList<StepCase> All { get; } = [.. Create()];

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

    public TestColumn InputColumn { get; private init; } = null!;

    private static IEnumerable<StepCase> Create()
    {
        var eeg = TestColumn.Waves("X", [20, 400], RowCount) with { ChannelNames = [.. Electrodes.HmsOrder], SampleRateHz = 200 };
        var pairs = TestColumn.Waves("X", [16, 400], RowCount) with
        {
            ChannelNames = [.. Montage.LongitudinalBipolar16.Pairs.Select(pair => pair.Name)],
            SampleRateHz = 200,
        };
        var image = TestColumn.Waves("X", [2, 6, 10], RowCount, amplitude: 3, offset: 4);
        var table = TestColumn.Waves("X", [30, 40], RowCount);
        foreach (var policy in Enum.GetValues<MissingValuePolicy>())
        {
            yield return Step($"replace-{policy}", eeg, new MissingValueReplacingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Policy = policy }), NanPolicy.Replaces);
        }
        yield return Step("montage", eeg, new MontageApplyingEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates);
        yield return Step("filter-zero", eeg, new SignalFilteringEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates);
        yield return Step("filter-causal", eeg, new SignalFilteringEstimator(new() { InputColumn = "X", OutputColumn = "Y", Kind = FilterKind.LowPass, Phase = FilterPhase.Causal }), NanPolicy.Propagates);
        yield return Step("spectrogram", eeg, new SpectrogramComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates);
        yield return Step("spectrogram-chains", pairs, new SpectrogramComputingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Averaging = SpectrogramAveraging.Chains, LowHz = 0.5, HighHz = 20 }), NanPolicy.Propagates);
        yield return Step("arrange-single", table, new SpectrogramArrangingEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates);
        yield return Step("arrange-regions", table, new SpectrogramArrangingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Layout = SpectrogramLayout.Regions }), NanPolicy.Propagates);
        yield return Step("clip", image, new ValueClippingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Low = 2, High = 6 }), NanPolicy.Propagates);
        yield return Step("log", image, new LogTransformingEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates);
        yield return Step("log-decibel", image, new LogTransformingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Scale = LogarithmScale.Decibel }), NanPolicy.Propagates);
        yield return Step("normalize-instance", image, new NormalizingEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates);
        yield return Step("normalize-datawide", image, new NormalizingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Scope = NormalizationScope.Datawide }), NanPolicy.Propagates);
        yield return Step("resize", image, new ImageResizingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Height = 9, Width = 5 }), NanPolicy.Propagates);
        yield return Step("stack", image, new ChannelStackingEstimator(new() { InputColumns = ["X", "X"], OutputColumn = "Y" }), NanPolicy.Propagates);
        string[] classes = ["a", "b", "c"];
        var onnx = TinyOnnx.Linear(2, 6, 10, classes.Length);
        yield return new StepCase("onnx", new TestTable(image), "X", "Y", _ => new OnnxClassificationTransformer(onnx, "X", "Y", "L", classes), NanPolicy.Propagates) { InputColumn = image };
        var scores = TestColumn.Waves("X", [3], RowCount, amplitude: 0.1, offset: 0.3) with { SlotNames = classes };
        yield return new StepCase("average", new TestTable(scores), "X", "Y", _ => new ScoreAveragingTransformer(["X", "X"], "Y", "L"), NanPolicy.Propagates) { InputColumn = scores };
    }

    private static StepCase Step(string name, TestColumn column, IEstimator<ITransformer> estimator, NanPolicy nan) =>
        new(name, new TestTable(column), "X", "Y", estimator.Fit, nan) { InputColumn = column };

    public IStepTransformer FitStep() => (IStepTransformer)Fit(Table);
}
