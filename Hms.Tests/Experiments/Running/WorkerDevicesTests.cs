using Hms.Experiments.Pipelines;
using Hms.Experiments.Running;
using Hms.Training;
using Hms.Tuning.Running.Workers;

namespace Hms.Tests.Experiments.Running;

public sealed class WorkerDevicesTests
{
    [Fact]
    public void Devices_OnTheCpuOrWithoutAny_AreNone()
    {
        Assert.Empty(WorkerStart.Devices(TrainingDevice.Cpu, 4, null));
        Assert.Empty(WorkerStart.Devices(TrainingDevice.Auto, 0, null));
    }

    [Fact]
    public void Devices_AutoOrCuda_AreAllAsTheSystemNamesThem()
    {
        Assert.Equal(["0", "1", "2"], WorkerStart.Devices(TrainingDevice.Auto, 3, ""));
        Assert.Equal(["GPU-a", "3"], WorkerStart.Devices(TrainingDevice.Cuda, 2, "GPU-a, 3"));
    }

    [Fact]
    public void MemoryShareOf_Workers_IsTheMachinesByTheirNumber()
    {
        Assert.Equal(0.9, TrainingOptions.MemoryShareOf(new WorkerAssignment()));
        Assert.Equal(0.225, TrainingOptions.MemoryShareOf(new WorkerAssignment { Count = 4 }));
    }

    [Fact]
    public void Devices_OneByNumber_IsSharedByAllWorkers()
    {
        Assert.Equal(["1"], WorkerStart.Devices(TrainingDevice.CudaAt(1), 3, null));
        Assert.Equal(["3"], WorkerStart.Devices(TrainingDevice.CudaAt(1), 2, "GPU-a, 3"));
    }
}
