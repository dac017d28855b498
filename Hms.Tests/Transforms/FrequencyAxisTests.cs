using Hms.Signal.Montages;
using Hms.Transforms;
using Hms.Transforms.Mapping;
using Hms.Transforms.Steps.Images;
using Microsoft.ML;

namespace Hms.Tests.Transforms;

/// <summary>The annotation FrequenciesHz: who sets it, who carries it, who maps it, who drops it.</summary>
public sealed class FrequencyAxisTests
{
    private static readonly TransformsCatalog Steps = new MLContext(1).Transforms;
    private static readonly TestColumn Eeg = TestColumn.Waves("X", [20, 400], 2) with { ChannelNames = [.. Electrodes.HmsOrder], SampleRateHz = 200 };
    private static readonly TestColumn Image = TestColumn.Waves("X", [1, 4, 3], 2) with { FrequenciesHz = [1, 2, 3, 4], SlotNames = [.. Enumerable.Range(0, 12).Select(i => $"s{i}")] };

    [Fact]
    public void ComputeSpectrogram_200Hz_HasTheBinsOfTheTransform()
    {
        var axis = Axis(Steps.ComputeSpectrogram("X"), Eeg)!;
        Assert.Equal(129, axis.Count);
        Assert.Equal([0f, 0.78125f, 100f], [axis[0], axis[1], axis[^1]]);
    }

    [Fact]
    public void ArrangeSpectrogram_CompetitionFile_KnowsItsFrequenciesPerRegion()
    {
        var file = TestColumn.Waves("X", [3, 400], 1);
        var axis = Axis(Steps.ArrangeSpectrogram("X", SpectrogramLayout.Regions), file)!;
        Assert.Equal([100f, 0.5859375f, 19.921875f], [axis.Count, axis[0], axis[^1]]);
        Assert.Null(Axis(Steps.ArrangeSpectrogram("X"), file));
        Assert.Null(Axis(Steps.ArrangeSpectrogram("X", SpectrogramLayout.Regions), TestColumn.Waves("X", [3, 40], 1)));
    }

    [Fact]
    public void ValueSteps_SameShape_CarryAxisAndSlotNames()
    {
        foreach (IEstimator<ITransformer> step in new IEstimator<ITransformer>[] { Steps.ClipValues("X", 0, 1), Steps.TakeLogarithm("X"), Steps.NormalizeDatawide("X"), Steps.ReplaceMissingSamples("X") })
        {
            var view = step.Fit(new TestTable(Image)).Transform(new TestTable(Image));
            Assert.Equal(Image.FrequenciesHz!, ColumnAnnotations.GetFrequenciesHz(view.Schema["X"])!);
            Assert.Equal(Image.SlotNames!, Rows.Names(view, "X", "SlotNames"));
        }
    }

    [Fact]
    public void ResizeImage_FrequencyAxis_IsMixedAsTheRowsAre()
    {
        Assert.Equal([1f, 1.25f, 1.75f, 2.25f, 2.75f, 3.25f, 3.75f, 4f], Axis(Steps.ResizeImage("X", 8, 3), Image)!);
        Assert.Equal([1.5f, 3.5f], Axis(Steps.ResizeImage("X", 2, 3), Image)!);
        Assert.Null(Steps.ResizeImage("X", 8, 3).Fit(new TestTable(Image)).Transform(new TestTable(Image)).Schema["X"].Annotations.Schema.GetColumnOrNull("SlotNames"));
    }

    [Fact]
    public void StackChannels_DifferentAxes_HasNone()
    {
        var other = Image with { Name = "Z" };
        Assert.Equal(Image.FrequenciesHz!, Axis(Steps.StackChannels("X", "X", "Z"), Image, other)!);
        Assert.Null(Axis(Steps.StackChannels("X", "X", "Z"), Image, other with { FrequenciesHz = [1, 2, 3, 5] }));
        Assert.Null(Axis(Steps.StackChannels("X", "X", "Z"), Image, other with { FrequenciesHz = null }));
    }

    private static IReadOnlyList<float>? Axis(IEstimator<ITransformer> step, params TestColumn[] columns)
    {
        var table = new TestTable(columns);
        return ColumnAnnotations.GetFrequenciesHz(step.Fit(table).Transform(table).Schema["X"]);
    }
}
