using Hms.Signal.Augmentation;

namespace Hms.Training.Loop;

/// <summary>Reads training rows and changes them by draws of (seed, epoch, row): every epoch sees other versions of the same rows. One caller at a time.</summary>
/// <param name="spool">The training rows.</param>
/// <param name="augmentation">The changes, bound to the shape of the images.</param>
/// <param name="seed">Seed of the training.</param>
internal sealed class EpochAugmentation(SampleSpool spool, RowAugmentation augmentation, ulong seed)
{
    private readonly float[] _scratch = new float[spool.Shape.Count];
    private readonly Batch _partner = new(spool.Shape, spool.ClassCount, 1);

    /// <summary>Reads and changes rows.</summary>
    public void Read(int[] rows, Batch batch, int epoch)
    {
        spool.Read(rows, batch);
        for (var i = 0; i < rows.Length; i++)
        {
            var rowSeed = RowAugmentation.SeedOf(seed, (ulong)epoch, (ulong)rows[i]);
            var image = batch.Features.AsSpan(i * spool.Shape.Count, spool.Shape.Count);
            var share = augmentation.MixupShare(rowSeed);
            if (share < 1) { Mix(rows[i], i, batch, image, share, rowSeed); }
            augmentation.Apply(image, _scratch, rowSeed);
        }
    }

    /// <summary>Values, votes and weights are mixed by one share; the votes of a row sum to 1 and so does their mix.</summary>
    private void Mix(int row, int place, Batch batch, Span<float> image, double share, ulong rowSeed)
    {
        spool.Read([RowAugmentation.MixupPartner(rowSeed, row, spool.RowCount)], _partner);
        RowAugmentation.Mix(image, _partner.Features, share);
        RowAugmentation.Mix(batch.Votes.AsSpan(place * spool.ClassCount, spool.ClassCount), _partner.Votes, share);
        RowAugmentation.Mix(batch.Weights.AsSpan(place, 1), _partner.Weights, share);
    }
}
