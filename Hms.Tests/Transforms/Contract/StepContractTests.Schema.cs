using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Hms.Transforms.Steps.Values;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

public sealed partial class StepContractTests
{
    [Theory, MemberData(nameof(StepCase.EstimatorNames), MemberType = typeof(StepCase))]
    public void GetOutputSchema_OfShape_PromisesWhatTransformGives(string name)
    {
        var step = StepCase.Get(name);
        var promised = step.Estimator!.GetOutputSchema(MLNetInternals.ToShape(step.Table.Schema));
        var actual = MLNetInternals.ToShape(step.Fitted.Transform(step.Table).Schema);
        Assert.Equal(actual.Select(column => column.Name).Order(), promised.Select(column => column.Name).Order());
        foreach (var column in promised)
        {
            var given = actual.Single(other => other.Name == column.Name);
            Assert.Equal((given.Kind, given.ItemType, given.IsKey), (column.Kind, column.ItemType, column.IsKey));
            Assert.Subset(given.Annotations.Select(annotation => annotation.Name).ToHashSet(), column.Annotations.Select(annotation => annotation.Name).ToHashSet());
        }
    }

    [Theory, MemberData(nameof(StepCase.EstimatorNames), MemberType = typeof(StepCase))]
    public void GetOutputSchema_OfShapeThatDoesNotFit_Refuses(string name)
    {
        var step = StepCase.Get(name);
        Assert.Contains("Other", Mismatch(() => step.Estimator!.GetOutputSchema(MLNetInternals.ToShape(new TestTable(TestColumn.Waves("Other", [2, 3], 4)).Schema))).Message, StringComparison.Ordinal);
        Mismatch(() => step.Estimator!.GetOutputSchema(MLNetInternals.ToShape(Scalars(step).Schema)));
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void GetOutputSchema_OfSchema_EqualsTheView(string name)
    {
        var step = StepCase.Get(name);
        var (promised, actual) = (step.Fitted.GetOutputSchema(step.Table.Schema), step.Fitted.Transform(step.Table).Schema);
        Assert.Equal(Describe(promised), Describe(actual));
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Transform_ColumnAbsent_RefusesBeforeReading(string name)
    {
        var other = new TestTable(TestColumn.Waves("Other", [2, 3], 4));
        Assert.Contains("Other", Mismatch(() => StepCase.Get(name).Fitted.Transform(other)).Message, StringComparison.Ordinal);
        Assert.Equal(0, other.Reads);
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Transform_ColumnOfWrongType_RefusesBeforeReading(string name)
    {
        var step = StepCase.Get(name);
        var scalars = Scalars(step);
        Assert.Contains("Single", Mismatch(() => step.Fitted.Transform(scalars)).Message, StringComparison.Ordinal);
        Assert.Equal(0, scalars.Reads);
        foreach (var view in new[] { Doubles(step), UnknownSizes(step) })
        {
            var error = Mismatch(() => step.Fitted.Transform(view));
            Assert.Contains(error.Column, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Fit_ColumnAbsentOrOfWrongType_RefusesBeforeReading(string name)
    {
        var step = StepCase.Get(name);
        if (step.Estimator is not { } estimator) { return; }
        var (other, scalars) = (new TestTable(TestColumn.Waves("Other", [2, 3], 4)), Scalars(step));
        Assert.Contains("Other", Mismatch(() => estimator.Fit(other)).Message, StringComparison.Ordinal);
        Assert.Contains("Single", Mismatch(() => estimator.Fit(scalars)).Message, StringComparison.Ordinal);
        Mismatch(() => estimator.Fit(Doubles(step)));
        Mismatch(() => estimator.Fit(UnknownSizes(step)));
        Assert.Equal(0, other.Reads + scalars.Reads);
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Transform_OtherDimensions_IsServedOrNamed(string name)
    {
        var step = StepCase.Get(name);
        foreach (var dimensions in new int[][] { [1], [7], [3, 5], [2, 3, 4], [1, 2, 2, 3] })
        {
            var table = step.TableOf(TestColumn.Waves("X", dimensions, 2, offset: 100) with { SampleRateHz = step.InputColumn.SampleRateHz });
            try { _ = step.Fitted.Transform(table).Schema; }
            catch (ColumnMismatchException error)
            {
                Assert.Equal("X", error.Column);
                Assert.Contains("'X'", error.Message, StringComparison.Ordinal);
            }
            Assert.Equal(0, table.Reads);
        }
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Transform_AnnotationsOfTheOutput_FitItsShape(string name)
    {
        var step = StepCase.Get(name);
        var column = step.Fitted.Transform(step.Table).Schema[step.Output];
        if (column.Type is not VectorDataViewType type) { return; }
        if (ColumnAnnotations.GetNames(column, ColumnAnnotations.ChannelNames) is { } channels) { Assert.Equal(type.Dimensions[0], channels.Count); }
        if (ColumnAnnotations.GetNames(column, ColumnAnnotations.SlotNames) is { } slots) { Assert.Equal(type.Size, slots.Count); }
        if (ColumnAnnotations.GetFrequenciesHz(column) is { } axis)
        {
            Assert.Equal(type.Dimensions[^2], axis.Count);
            Assert.Equal(axis.Order(), axis);
        }
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Transform_SameShape_CarriesAnnotations(string name)
    {
        var step = StepCase.Get(name);
        var dimensions = step.InputColumn.Dimensions;
        if (dimensions.Length < 2) { return; }
        var channels = step.InputColumn.ChannelNames ?? [.. Enumerable.Range(0, dimensions[0]).Select(i => $"C{i}")];
        var frequencies = dimensions.Length == 3 ? Enumerable.Range(1, dimensions[^2]).Select(i => (float)i).ToArray() : null;
        var column = step.Fitted.Transform(step.TableOf(step.InputColumn with { ChannelNames = channels, SampleRateHz = step.InputColumn.SampleRateHz, FrequenciesHz = frequencies })).Schema[step.Output];
        if (column.Type is not VectorDataViewType type || !type.Dimensions.SequenceEqual(dimensions)) { return; }
        Assert.NotNull(ColumnAnnotations.GetNames(column, ColumnAnnotations.ChannelNames));
        Assert.Equal(step.InputColumn.SampleRateHz, ColumnAnnotations.GetSampleRateHz(column));
        Assert.Equal(frequencies, ColumnAnnotations.GetFrequenciesHz(column));
    }

    [Theory, MemberData(nameof(StepCase.Names), MemberType = typeof(StepCase))]
    public void Transform_OverItsInput_HidesItAndGivesTheSame(string name)
    {
        var step = StepCase.Get(name);
        var fitted = step.FitStep();
        if (fitted.InputColumns.Distinct().Count() > 1) { return; }
        var view = fitted.WithColumns("X", [.. fitted.InputColumns]).Transform(step.Table);
        Assert.Equal([true, false], view.Schema.Where(column => column.Name == "X").Select(column => column.IsHidden));
        Assert.Equal(Rows.Values(step.Fitted.Transform(step.Table), step.Output), Rows.Values(view, "X"));
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Transform_HiddenColumnOfTheSameName_IsNotRead(string name)
    {
        var step = StepCase.Get(name);
        var hidden = new TestTable([TestColumn.Waves("X", [2], StepCase.RowCount), step.InputColumn, .. step.OtherColumns]);
        Assert.Equal(Rows.Values(step.Fitted.Transform(step.Table), step.Output), Rows.Values(step.Fitted.Transform(hidden), step.Output));
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Transform_OtherColumns_PassThrough(string name)
    {
        var step = StepCase.Get(name);
        var id = new TestColumn("Id", [], [.. Enumerable.Range(0, StepCase.RowCount).Select(row => new[] { (float)row })]);
        var table = new TestTable([id, step.InputColumn, .. step.OtherColumns]);
        var rows = Rows.Column(step.Fitted.Transform(table), "Id");
        if (step.IsTrainingOnly) { Assert.Subset(Enumerable.Range(0, StepCase.RowCount).Select(row => (float)row).ToHashSet(), rows.ToHashSet()); }
        else { Assert.Equal(Enumerable.Range(0, StepCase.RowCount).Select(row => (float)row), rows); }
    }

    private static IEnumerable<string> Describe(DataViewSchema schema) =>
        schema.Select(column => $"{column.Name} {column.Type} {column.IsHidden} {string.Join(",", column.Annotations.Schema.Select(annotation => $"{annotation.Name}:{annotation.Type}"))}");

    /// <summary>All columns of the case as scalars.</summary>
    private static TestTable Scalars(StepCase step) => new([.. step.OtherColumns.Prepend(step.InputColumn).Select(column => new TestColumn(column.Name, [], [[1], [2]]))]);

    private static IDataView Doubles(StepCase step) => Retype(step, new VectorDataViewType(NumberDataViewType.Double, step.InputColumn.Dimensions));

    private static IDataView UnknownSizes(StepCase step) => Retype(step, new VectorDataViewType(NumberDataViewType.Single));

    /// <summary>A table of no rows whose columns have another type.</summary>
    private static IDataView Retype(StepCase step, DataViewType type)
    {
        var builder = new DataViewSchema.Builder();
        foreach (var column in step.OtherColumns.Prepend(step.InputColumn)) { builder.AddColumn(column.Name, type, column.Annotations()); }
        return new EmptyView(builder.ToSchema());
    }
}
