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
        yield return StepCase.Of("stack", StepCase.Image, new ChannelStackingEstimator(new() { InputColumns = ["X", "X"], OutputColumn = "Y" }), NanPolicy.Propagates);
    }
}
