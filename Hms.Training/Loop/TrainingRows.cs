using Hms.Signal.Augmentation;
using Hms.Training.Losses;

namespace Hms.Training.Loop;

/// <summary>Reads training rows as a stage learns from them: weighted, and changed by draws of (seed, epoch, row). One caller at a time.</summary>
internal sealed class TrainingRows(SampleSpool spool, RowAugmentation? augmentation, EegImageClassificationOptions options)
{
    private readonly EpochAugmentation? _augmentation = augmentation is null ? null : new(spool, augmentation, options.Seed, options.VoteWeighting);

    /// <summary>Reads rows.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="places">Places in the stage's list of rows.</param>
    /// <param name="batch">Receives them.</param>
    /// <param name="epoch">Epoch, 1-based over all stages.</param>
    public void Read(TrainingStage stage, int[] places, Batch batch, int epoch)
    {
        if (_augmentation is null) { ReadWeighted(spool, options.VoteWeighting, Array.ConvertAll(places, place => stage.Rows[place]), batch); }
        else { _augmentation.Read(stage.Rows, places, batch, epoch); }
    }

    /// <summary>Reads rows as they are, with their weights times those by votes.</summary>
    public static void ReadWeighted(SampleSpool spool, VoteWeighting? weighting, int[] rows, Batch batch)
    {
        spool.Read(rows, batch);
        for (var i = 0; weighting is not null && i < rows.Length; i++) { batch.Weights[i] *= (float)weighting.WeightOf(batch.VoteCounts[i]); }
    }
}
