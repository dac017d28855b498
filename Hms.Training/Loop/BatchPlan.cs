using Hms.Signal.Randomness;

namespace Hms.Training.Loop;

/// <summary>Which rows form which batch.</summary>
internal static class BatchPlan
{
    /// <summary>A training epoch: rows shuffled by (seed, epoch). The last, smaller batch is used; a single row left over joins the batch before it.</summary>
    public static IReadOnlyList<int[]> Shuffled(int rowCount, int batchSize, ulong seed, int epoch)
    {
        var order = Enumerable.Range(0, rowCount).ToArray();
        new HashRandom(SeedHash.Derive(SeedHash.Derive(seed, "rows"), (ulong)epoch)).Shuffle<int>(order);
        var batches = order.Chunk(batchSize).ToList();
        if (batches.Count > 1 && batches[^1].Length == 1)
        {
            batches[^2] = [.. batches[^2], .. batches[^1]];
            batches.RemoveAt(batches.Count - 1);
        }
        return batches;
    }

    /// <summary>All rows in order.</summary>
    public static IReadOnlyList<int[]> InOrder(int rowCount, int batchSize) => [.. Enumerable.Range(0, rowCount).Chunk(batchSize)];
}
