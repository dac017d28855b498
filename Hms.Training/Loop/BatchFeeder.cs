using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Hms.Training.Loop;

/// <summary>Reads batches on a thread of its own, one ahead of their use: two buffers go round between the reader and the user.</summary>
internal sealed class BatchFeeder : IDisposable
{
    private const int Buffers = 2;

    private readonly BlockingCollection<Batch> _free = [];
    private readonly BlockingCollection<Batch> _full = [];
    private readonly CancellationTokenSource _stop;
    private readonly Thread _reader;
    private ExceptionDispatchInfo? _failure;

    public BatchFeeder(SampleSpool spool, IReadOnlyList<int[]> plan, CancellationToken cancellationToken)
        : this(spool.Shape, spool.ClassCount, plan, (rows, batch) => spool.Read(rows, batch), cancellationToken)
    {
    }

    /// <summary>Reads from anywhere.</summary>
    /// <param name="shape">Dimensions of one image.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="plan">The rows of each batch.</param>
    /// <param name="read">Fills a batch with rows; called on the reader's thread, one call at a time.</param>
    /// <param name="cancellationToken">Ends the batches with an OperationCanceledException.</param>
    public BatchFeeder(ImageShape shape, int classCount, IReadOnlyList<int[]> plan, Action<int[], Batch> read, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var capacity = plan.Max(rows => rows.Length);
        for (var i = 0; i < Buffers; i++) { _free.Add(new(shape, classCount, capacity), CancellationToken.None); }
        _reader = new(() => Read(plan, read)) { IsBackground = true, Name = "hms-batches" };
        _reader.Start();
    }

    /// <summary>Time that the user of the batches has waited for them.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>The batches in order; each is valid until the next one is asked for. Ends without an exception only after the last batch of the plan.</summary>
    public IEnumerable<Batch> Batches()
    {
        while (Next() is { } batch)
        {
            yield return batch;
            _free.Add(batch, _stop.Token);
        }
        _failure?.Throw();
        _stop.Token.ThrowIfCancellationRequested(); // a reader that is cancelled closes the queue, which looks like the end of the plan
    }

    public void Dispose()
    {
        _stop.Cancel();
        _reader.Join();
        _stop.Dispose();
        _free.Dispose();
        _full.Dispose();
    }

    private Batch? Next()
    {
        var start = Stopwatch.GetTimestamp();
        var found = _full.TryTake(out var batch, Timeout.Infinite, _stop.Token);
        Waited += Stopwatch.GetElapsedTime(start);
        return found ? batch : null;
    }

    private void Read(IReadOnlyList<int[]> plan, Action<int[], Batch> read)
    {
        try
        {
            foreach (var rows in plan)
            {
                var batch = _free.Take(_stop.Token);
                read(rows, batch);
                _full.Add(batch, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // the user of the batches has left or been cancelled
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            _full.CompleteAdding();
        }
    }
}
