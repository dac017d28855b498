using Hms.Signal.Images;
using Hms.Transforms.Steps.Images;

namespace Hms.Tests.Transforms;

/// <summary>Contract cases of the steps on images.</summary>
internal static class ImageCases
{
    public static IEnumerable<StepCase> All()
    {
        var table = TestColumn.Waves("X", [30, 40], StepCase.RowCount);
        yield return StepCase.Of("arrange-single", table, new SpectrogramArrangingEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates);
        yield return StepCase.Of("arrange-regions", table, new SpectrogramArrangingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Layout = SpectrogramLayout.Regions }), NanPolicy.Propagates);
        yield return StepCase.Of("resize", StepCase.Image, new ImageResizingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Height = 9, Width = 5 }), NanPolicy.Propagates);
        yield return StepCase.Of("resize-antialias", StepCase.Image, new ImageResizingEstimator(new() { InputColumn = "X", OutputColumn = "Y", Height = 4, Width = 5, Filtering = ResizeFiltering.Antialias }), NanPolicy.Propagates);
        yield return StepCase.Of("stack-rows", StepCase.Image, new RowStackingEstimator(new() { InputColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates);
        var regions = TestColumn.Waves("X", [4, 100, 300], StepCase.RowCount);
        yield return StepCase.Of("tile-file", regions, new SpectrogramTilingEstimator(new() { SpectrogramColumn = "X", OutputColumn = "Y" }), NanPolicy.Replaces);
        yield return StepCase.Of("tile-eeg", TestColumn.Waves("X", [4, 128, 256], StepCase.RowCount), new SpectrogramTilingEstimator(new() { EegColumn = "X", OutputColumn = "Y" }), NanPolicy.Propagates);
        yield return StepCase.Of("stack", StepCase.Image, new ChannelStackingEstimator(new() { InputColumns = ["X", "X"], OutputColumn = "Y" }), NanPolicy.Propagates);
    }
}
