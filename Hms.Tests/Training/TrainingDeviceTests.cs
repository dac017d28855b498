using Hms.Tests.Support;
using Hms.Training;
using Hms.Training.Torch;

namespace Hms.Tests.Training;

[Collection(TorchCollection.Name)]
public sealed class TrainingDeviceTests
{
    [Theory]
    [InlineData("auto", TrainingDeviceKind.Auto, null)]
    [InlineData("cpu", TrainingDeviceKind.Cpu, null)]
    [InlineData("cuda", TrainingDeviceKind.Cuda, null)]
    [InlineData("cuda:0", TrainingDeviceKind.Cuda, 0)]
    [InlineData("cuda:12", TrainingDeviceKind.Cuda, 12)]
    public void TryParse_Name_ReadsItAndWritesItAgain(string text, TrainingDeviceKind kind, int? index)
    {
        Assert.True(TrainingDevice.TryParse(text, out var device));
        Assert.Equal((kind, index, text), (device.Kind, device.Index, device.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("CPU")]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda: 1")]
    [InlineData("cuda:99999999999")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(TrainingDevice.TryParse(text, out _));

    [Fact]
    public void Choose_DeviceThatIsNotThere_SaysWhatIsAndHowToGetOne()
    {
        var count = TorchRuntime.DeviceCount;
        var message = Assert.Throws<TorchUnavailableException>(() => TorchRuntime.Choose(TrainingDevice.CudaAt(count))).Message;
        Assert.Contains($"Device 'cuda:{count}' is asked for, but libtorch sees", message);
        if (count == 0) { Assert.Contains("-p:HmsDevice=cuda", message); }
        Assert.Equal(TrainingDevice.Cpu, TorchRuntime.Choose(TrainingDevice.Cpu));
        Assert.Equal(count == 0 ? TrainingDevice.Cpu : TrainingDevice.CudaAt(0), TorchRuntime.Choose(TrainingDevice.Auto));
    }
}
