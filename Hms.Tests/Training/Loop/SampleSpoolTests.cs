using Hms.Tests.Support;
using Hms.Training;
using Hms.Training.Loop;

namespace Hms.Tests.Training.Loop;

public sealed class SampleSpoolTests
{
    [Fact]
    public void Read_RowsInAnyOrder_GivesWhatWasAppended()
    {
        using var folder = new TempFolder();
        using var spool = new SampleSpool(new(1, 2, 2), 3, folder.Path);
        for (var row = 0; row < 5; row++) { spool.Append([row, row + 0.1f, row + 0.2f, row + 0.3f], [row * 10, 1, 2], row + 0.5f); }
        var batch = new Batch(spool.Shape, 3, 3);
        spool.Read([4, 0, 2], batch);
        Assert.Equal(3, batch.RowCount);
        Assert.Equal([4, 4.1f, 4.2f, 4.3f, 0, 0.1f, 0.2f, 0.3f, 2, 2.1f, 2.2f, 2.3f], batch.Features);
        Assert.Equal([40, 1, 2, 0, 1, 2, 20, 1, 2], batch.Votes);
        Assert.Equal([4.5f, 0.5f, 2.5f], batch.Weights);
    }

    [Fact]
    public void Dispose_LeavesNoFileBehind()
    {
        using var folder = new TempFolder();
        using (var spool = new SampleSpool(new(1, 2, 2), 3, folder.Path)) { spool.Append([1, 2, 3, 4], [1, 0, 0], 1); }
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void RequireRoom_MoreThanTheDiskHas_NamesFolderBytesAndNextStep()
    {
        using var folder = new TempFolder();
        using var spool = new SampleSpool(new(1, 2, 2), 3, folder.Path);
        spool.RequireRoom(1);
        var message = Assert.Throws<TrainingException>(() => spool.RequireRoom(1L << 54)).Message;
        Assert.Contains($"needs {(1L << 54) * 36} bytes; its folder {folder.Path} has ", message);
        Assert.Contains("set TemporaryFolder to a folder on a larger disk", message);
    }

    /// <summary>Every write to /dev/full fails as on a full disk.</summary>
    [Fact]
    public void Append_DiskFull_NamesFolderBytesAndNextStep()
    {
        const string Full = "/dev/full";
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Full), $"There is no {Full}.");
        using var spool = new SampleSpool(new(1, 2, 2), 3, "/data/cache", File.OpenHandle(Full, FileMode.Open, FileAccess.ReadWrite));
        var error = Assert.Throws<TrainingException>(() => spool.Append([1, 2, 3, 4], [1, 0, 0], 1));
        Assert.Contains("The disk is full: the temporary copy of the rows in folder /data/cache needs 36 bytes a row", error.Message);
        Assert.Contains("set TemporaryFolder to a folder on a larger disk", error.Message);
        Assert.IsType<IOException>(error.InnerException);
    }

    [Fact]
    public void Feeder_AbandonedHalfway_EndsItsThread()
    {
        using var spool = ToyProblem.Spool(20, 1);
        using var feeder = new BatchFeeder(spool, BatchPlan.InOrder(20, 2), CancellationToken.None);
        Assert.Equal(2, feeder.Batches().First().RowCount);
    }

    [Fact]
    public void Feeder_RowOutOfRange_ThrowsToTheUserOfTheBatches()
    {
        using var spool = ToyProblem.Spool(4, 1);
        using var feeder = new BatchFeeder(spool, [[0, 1], [99, 100]], CancellationToken.None);
        Assert.Throws<EndOfStreamException>(() => feeder.Batches().Count());
    }

    /// <summary>The reader is cancelled while it reads, and has closed the queue before the user looks: that must not look like the end of the plan.</summary>
    [Fact]
    public void Feeder_CancelledWhileItReads_ThrowsInsteadOfEndingEarly()
    {
        using var cancellation = new CancellationTokenSource();
        using var reading = new ManualResetEventSlim();
        using var cancelled = new ManualResetEventSlim();
        Thread? reader = null;
        using var feeder = new BatchFeeder(
            new(1, 1, 1),
            2,
            [[0, 1], [2, 3]],
            (rows, batch) =>
            {
                (reader, batch.RowCount) = (Thread.CurrentThread, rows.Length);
                reading.Set();
                cancelled.Wait(TestContext.Current.CancellationToken);
            },
            cancellation.Token);
        reading.Wait(TestContext.Current.CancellationToken);
        cancellation.Cancel();
        cancelled.Set();
        reader!.Join();
        Assert.ThrowsAny<OperationCanceledException>(() => feeder.Batches().Sum(batch => batch.RowCount));
    }

    /// <summary>A cancellation that is not the user's own is a failure of the reading.</summary>
    [Fact]
    public void Feeder_ReadCancelsByItself_ThrowsToTheUserOfTheBatches()
    {
        using var feeder = new BatchFeeder(new(1, 1, 1), 2, [[0, 1]], (_, _) => throw new OperationCanceledException("by the source"), CancellationToken.None);
        Assert.Equal("by the source", Assert.Throws<OperationCanceledException>(() => feeder.Batches().Count()).Message);
    }

    [Fact]
    public void RequireEveryRow_SomeRowsMissing_IsAFault()
    {
        TrainingLoop.RequireEveryRow(7, 7, "validation", 1);
        Assert.Contains("Epoch 3 saw 4 of 7 validation rows", Assert.Throws<InvalidOperationException>(() => TrainingLoop.RequireEveryRow(4, 7, "validation", 3)).Message);
    }
}
