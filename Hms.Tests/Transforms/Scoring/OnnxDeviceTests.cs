using Hms.Transforms.Scoring;

namespace Hms.Tests.Transforms.Scoring;

public sealed class OnnxDeviceTests
{
    [Theory, InlineData("auto", "auto"), InlineData("cpu", "cpu"), InlineData("cuda", "cuda:0"), InlineData("cuda:3", "cuda:3")]
    public void TryParse_Name_GivesTheDevice(string text, string name)
    {
        Assert.True(OnnxDevice.TryParse(text, out var device));
        Assert.Equal(name, device.ToString());
    }

    [Theory, InlineData("gpu"), InlineData("cuda:"), InlineData("cuda:-1"), InlineData("cuda: 1"), InlineData("CPU"), InlineData(""), InlineData(null)]
    public void TryParse_NoName_IsRefused(string? text) => Assert.False(OnnxDevice.TryParse(text, out _));

    [Fact]
    public void RequirePresent_CudaWithoutItsProvider_SaysWhatThereIsAndWhatToDo()
    {
        Assert.SkipWhen(OnnxDevice.HasCudaProvider, "This build has the CUDA provider.");
        var message = Assert.Throws<OnnxDeviceUnavailableException>(() => OnnxDevice.Cuda(1).RequirePresent()).Message;
        Assert.Contains("cuda:1", message, StringComparison.Ordinal);
        Assert.Contains("CPUExecutionProvider", message, StringComparison.Ordinal);
        Assert.Contains("-p:HmsDevice=cuda", message, StringComparison.Ordinal);
        OnnxDevice.Cpu.RequirePresent();
        OnnxDevice.Auto.RequirePresent();
    }

    [Fact]
    public void Transform_CudaWithoutItsProvider_FailsAtTheFirstRow()
    {
        Assert.SkipWhen(OnnxDevice.HasCudaProvider, "This build has the CUDA provider.");
        using var network = new OnnxClassificationTransformer(
            TinyOnnx.Linear(1, 2, 3, 3), new OnnxClassificationOptions { ClassNames = ["a", "b", "c"] }, new OnnxScoringOptions { Device = OnnxDevice.Cuda() });
        var view = network.Transform(new TestTable(TestColumn.Waves("Features", [1, 2, 3], 2)));
        Assert.Throws<OnnxDeviceUnavailableException>(() => Rows.Vectors(view, "Score"));
    }
}
