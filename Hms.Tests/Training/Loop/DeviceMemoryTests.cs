using System.Runtime.InteropServices;
using Hms.Tests.Support;
using Hms.Training;
using Hms.Training.Losses;
using Hms.Training.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Tests.Training.Loop;

[Collection(TorchCollection.Name)]
public sealed class DeviceMemoryTests
{
    /// <summary>As libtorch words it on a GPU.</summary>
    private const string CudaWords = "CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 79.11 GiB of which 3.00 MiB is free.\nException raised from malloc";

    private static readonly EegImageClassificationOptions Options = new() { Epochs = 2, BatchSize = 16, Seed = 3, Device = TrainingDevice.Cpu };

    [Fact]
    public void IsExhausted_WhatLibtorchSaysItself_IsKnown()
    {
        TorchRuntime.EnsureLoaded();
        const long Impossible = 1L << 52; // 16 PiB of float32: beyond the address space
        var thrown = Assert.ThrowsAny<Exception>(() => empty([Impossible], ScalarType.Float32));
        Assert.True(DeviceMemory.IsExhausted(thrown), thrown.Message);
        Assert.True(DeviceMemory.IsExhausted(new ExternalException(CudaWords)));
        Assert.False(DeviceMemory.IsExhausted(new ExternalException("mat1 and mat2 shapes cannot be multiplied")));
        Assert.False(DeviceMemory.IsExhausted(new InvalidOperationException("out of memory")));
    }

    [Fact]
    public void Fit_BatchThatDoesNotFit_NamesBatchDeviceAndImage()
    {
        var error = Assert.Throws<OutOfDeviceMemoryException>(() => Fit(Options with { Loss = new SmallDevice { Rows = 4 } }));
        Assert.Equal(16, error.BatchSize);
        Assert.Contains("Device cpu has too little memory for batches of 16 images of [1, 32, 32]. Lower the batch size (accumulation", error.Message);
        Assert.Contains("(CUDA out of memory. Tried to allocate 20.00 MiB.", error.Message);
        Assert.DoesNotContain("Exception raised", error.Message);
    }

    [Fact]
    public void Fit_HalveBatch_TrainsWithTheBatchThatFits()
    {
        var observer = new RecordingObserver();
        Fit(Options with { Loss = new SmallDevice { Rows = 4 }, OutOfMemory = OutOfMemoryPolicy.HalveBatch, Observer = observer });
        Assert.Equal(4, observer.Summary!.BatchSize);
        Assert.Equal([1, 2], observer.Epochs.Select(epoch => epoch.Epoch));
    }

    [Fact]
    public void Fit_HalveBatchWithCheckpoints_GivesTheHalvedTrainingItsOwn()
    {
        using var folder = new TempFolder();
        var observer = new RecordingObserver();
        Fit(Options with
        {
            Loss = new SmallDevice { Rows = 4 }, OutOfMemory = OutOfMemoryPolicy.HalveBatch, Observer = observer, Checkpoint = new() { Path = folder["c"], EverySeconds = 0 },
        });
        Assert.Equal(4, observer.Summary!.BatchSize);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Fit_HalveBatchButNotEvenTwoRowsFit_Fails() =>
        Assert.Equal(2, Assert.Throws<OutOfDeviceMemoryException>(() => Fit(Options with { Loss = new SmallDevice { Rows = 1 }, OutOfMemory = OutOfMemoryPolicy.HalveBatch })).BatchSize);

    private static void Fit(EegImageClassificationOptions options)
    {
        var context = new MLContext();
        var rows = ToyProblem.Rows(32, 1).Select(row => new Row { Features = row.Image, Votes = row.Votes });
        using var model = new EegImageClassificationEstimator(context, options).Fit(context.Data.LoadFromEnumerable(rows));
    }

    /// <summary>Stands for a device that holds so many rows.</summary>
    private sealed record SmallDevice : LossOptions
    {
        public int Rows { get; init; }

        protected internal override Tensor RowLosses(Logits logits, Tensor votes) =>
            votes.shape[0] > Rows ? throw new ExternalException(CudaWords) : SoftLabelKullbackLeibler.RowLosses(logits, votes);
    }

    private sealed class Row
    {
        [VectorType(1, 32, 32)]
        public float[] Features { get; set; } = [];

        [VectorType(3)]
        public float[] Votes { get; set; } = [];
    }
}
