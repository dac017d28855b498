using System.Globalization;
using System.Text.Json.Nodes;
using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Tests.Transforms;

public sealed partial class StepContractTests
{
    // Chan's update in double: each merge rounds a few times, 2.2e-16 each.
    private const double StatisticsTolerance = 1e-12;

    [Theory, MemberData(nameof(StepCase.EstimatorNames), MemberType = typeof(StepCase))]
    public void Fit_Always_LeavesItsInputAsItWas(string name)
    {
        var step = StepCase.Get(name);
        var before = step.InputColumn.Rows.Select(row => (float[])row.Clone()).ToArray();
        var table = step.TableOf(step.InputColumn);
        var schema = table.Schema;
        step.Refit(table);
        Assert.Same(schema, table.Schema);
        Assert.Equal(before, step.InputColumn.Rows);
        Assert.Equal(0, table.OpenCursors);
    }

    [Theory, MemberData(nameof(StepCase.EstimatorNames), MemberType = typeof(StepCase))]
    public void Fit_Twice_GivesEqualTransformers(string name)
    {
        var step = StepCase.Get(name);
        Assert.Equal(Written(step.Refit(step.Table), step.Table.Schema), Written(step.Refit(step.Table), step.Table.Schema));
    }

    [Theory, MemberData(nameof(StepCase.EstimatorNames), MemberType = typeof(StepCase))]
    public void Fit_OtherRowOrder_LearnsTheSame(string name)
    {
        var step = StepCase.Get(name);
        if (step.IsOrderDependent) { return; }
        var (first, second) = (Options(step.Fitted, step), Options(step.Refit(Reordered(step, [3, 6, 0, 5, 1, 4, 2])), step));
        Assert.True(JsonNode.DeepEquals(first["options"], second["options"]));
        AssertClose(first["fitted"], second["fitted"]);
    }

    [Theory, MemberData(nameof(StepCase.EstimatorNames), MemberType = typeof(StepCase))]
    public void Fit_NoRows_IsAnErrorForStepsThatLearn(string name)
    {
        var step = StepCase.Get(name);
        var empty = Empty(step);
        if (step.Learns) { Assert.NotEmpty(Assert.Throws<InvalidOperationException>(() => step.Refit(empty)).Message); }
        else { Assert.NotNull(step.Refit(empty)); }
        Assert.Equal(0, empty.OpenCursors);
    }

    [Theory, MemberData(nameof(StepCase.EstimatorNames), MemberType = typeof(StepCase))]
    public void Fit_StepThatLearnsNothing_ReadsNothing(string name)
    {
        var step = StepCase.Get(name);
        var table = step.TableOf(step.InputColumn);
        step.Refit(table);
        if (step.Learns) { Assert.InRange(table.Reads, 1, StepCase.RowCount); }
        else { Assert.Equal(0, table.Reads); }
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void IsStateless_Always_MeansFittingOnOtherRowsChangesNothing(string name)
    {
        var step = StepCase.Get(name);
        Assert.Equal(!step.Learns, step.FitStep().IsStateless);
        if (step.Learns || step.Estimator is null) { return; }
        Assert.Equal(Written(step.Fitted, step.Table.Schema), Written(step.Refit(Reordered(step, [2, 2])), step.Table.Schema));
    }

    [Theory, MemberData(nameof(StepCase.EstimatorNames), MemberType = typeof(StepCase))]
    public void Fit_InAnotherCulture_GivesTheSame(string name)
    {
        var step = StepCase.Get(name);
        var (payload, values) = (Written(step.Fitted, step.Table.Schema).ToList(), Rows.Values(step.Fitted.Transform(step.Table), step.Output));
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CommaCulture();
            var fitted = step.Refit(step.Table);
            Assert.Equal(payload, Written(fitted, step.Table.Schema));
            Assert.Equal(values, Rows.Values(Load(Save(fitted, step.Table.Schema)).Transform(step.Table), step.Output));
        }
        finally { CultureInfo.CurrentCulture = culture; }
    }

    [Theory, MemberData(nameof(StepCase.EstimatorNames), MemberType = typeof(StepCase))]
    public void Append_InAnEstimatorChain_FitsSavesAndLoads(string name)
    {
        var step = StepCase.Get(name);
        var context = new MLContext(1);
        var scope = step.IsTrainingOnly ? Microsoft.ML.Data.TransformerScope.TrainTest : Microsoft.ML.Data.TransformerScope.Everything;
        var chain = context.Transforms.CopyColumns("Copy", "X").Append(step.Estimator!, scope).Append(context.Transforms.CopyColumns("End", step.Output));
        var fitted = chain.Fit(step.Table);
        if (step.IsTrainingOnly) { return; } // what scoring makes of it is a check of its own
        var loaded = Load(Save(fitted, step.Table.Schema));
        Assert.Equal(Rows.Values(step.Fitted.Transform(step.Table), step.Output), Rows.Values(loaded.Transform(step.Table), "End"));
    }

    /// <summary>A culture as German is, also where the system has no cultures.</summary>
    private static CultureInfo CommaCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NegativeSign) = (",", ".", "\u2212");
        return culture;
    }

    private static JsonObject Options(ITransformer transformer, StepCase step) =>
        JsonNode.Parse(Payload(transformer, step.Table.Schema).Single(entry => entry.Name.EndsWith("options.json", StringComparison.Ordinal)).Bytes)!.AsObject();

    private static void AssertClose(JsonNode? expected, JsonNode? actual)
    {
        switch (expected)
        {
            case JsonObject map: foreach (var (key, value) in map) { AssertClose(value, actual![key]); } break;
            case JsonArray list: foreach (var (value, other) in list.Zip(actual!.AsArray())) { AssertClose(value, other); } break;
            case JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number:
                var (a, b) = (value.GetValue<double>(), actual!.GetValue<double>());
                Assert.True(Math.Abs(a - b) <= StatisticsTolerance * Math.Max(Math.Abs(a), Math.Abs(b)), FormattableString.Invariant($"{a} and {b} differ by more than {StatisticsTolerance}."));
                break;
            default: Assert.True(JsonNode.DeepEquals(expected, actual)); break;
        }
    }
}
