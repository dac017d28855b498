namespace Hms.Training;

/// <summary>Where a training stands after a batch.</summary>
/// <param name="Fold">Fold, as given in the options.</param>
/// <param name="Epoch">Epoch, 1-based.</param>
/// <param name="EpochCount">Number of epochs planned.</param>
/// <param name="Batch">Batch within the epoch, 1-based.</param>
/// <param name="BatchCount">Batches of this epoch.</param>
/// <param name="Loss">Loss of the batch.</param>
/// <param name="RowsPerSecond">Rows per second of wall time in this epoch so far; not reproducible.</param>
public readonly record struct BatchReport(int Fold, int Epoch, int EpochCount, int Batch, int BatchCount, double Loss, double RowsPerSecond);
