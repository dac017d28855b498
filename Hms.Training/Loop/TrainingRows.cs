using Hms.Signal.Augmentation;

namespace Hms.Training.Loop;

/// <summary>Reads training rows as a stage learns from them: weighted, and changed by draws of (seed, epoch, row). One caller at a time.</summary>
internal sealed class TrainingRows(SampleSpool spool, RowAugmentation? augmentation, EegImageClassificationOptions options)
{
    private readonly EpochAugmentation? _augmentation = augmentation is null ? null : new(spool, augmentation, options.Seed);

    /// <summary>Reads rows.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="places">Places in the stage's list of rows.</param>
    /// <param name="batch">Receives them.</param>
    /// <param name="epoch">Epoch, 1-based over all stages.</param>
    public void Read(TrainingStage stage, int[] places, Batch batch, int epoch)
    {
        if (_augmentation is null) { spool.Read(Array.ConvertAll(places, place => stage.Rows[place]), batch); }
        else { _augmentation.Read(stage.Rows, places, batch, epoch); }
    }
}
