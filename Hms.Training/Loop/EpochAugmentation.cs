using Hms.Signal.Augmentation;
using Hms.Training.Losses;

namespace Hms.Training.Loop;

/// <summary>Reads training rows and changes them by draws of (seed, epoch, row): every epoch sees other versions of the same rows. One caller at a time.</summary>
/// <param name="spool">The training rows.</param>
/// <param name="augmentation">The changes, bound to the shape of the images.</param>
/// <param name="seed">Seed of the training.</param>
/// <param name="weighting">Weights by votes, which mixup mixes as it mixes votes; null for none.</param>
internal sealed class EpochAugmentation(SampleSpool spool, RowAugmentation augmentation, ulong seed, VoteWeighting? weighting = null)
{
    private readonly float[] _scratch = new float[spool.Shape.Count];
    private readonly Batch _partner = new(spool.Shape, spool.ClassCount, 1);

    /// <summary>Reads and changes rows.</summary>
    /// <param name="among">The rows that are learnt from, from which partners of mixup come.</param>
    /// <param name="places">Places in that list.</param>
    /// <param name="batch">Receives the rows.</param>
    /// <param name="epoch">Epoch, 1-based.</param>
    public void Read(int[] among, int[] places, Batch batch, int epoch)
    {
        TrainingRows.ReadWeighted(spool, weighting, Array.ConvertAll(places, place => among[place]), batch);
        for (var i = 0; i < places.Length; i++)
        {
            var rowSeed = RowAugmentation.SeedOf(seed, (ulong)epoch, (ulong)among[places[i]]);
            var image = batch.Features.AsSpan(i * spool.Shape.Count, spool.Shape.Count);
            var share = augmentation.MixupShare(rowSeed);
            if (share < 1) { Mix(among, places[i], i, batch, image, share, rowSeed); }
            augmentation.Apply(image, _scratch, rowSeed);
        }
    }

    /// <summary>Values, votes and weights are mixed by one share; the votes of a row sum to 1 and so does their mix.</summary>
    private void Mix(int[] among, int place, int slot, Batch batch, Span<float> image, double share, ulong rowSeed)
    {
        TrainingRows.ReadWeighted(spool, weighting, [among[RowAugmentation.MixupPartner(rowSeed, place, among.Length)]], _partner);
        RowAugmentation.Mix(image, _partner.Features, share);
        RowAugmentation.Mix(batch.Votes.AsSpan(slot * spool.ClassCount, spool.ClassCount), _partner.Votes, share);
        RowAugmentation.Mix(batch.Weights.AsSpan(slot, 1), _partner.Weights, share);
    }
}
