namespace Hms.Training.Loop;

/// <summary>Where a training stands, between two batches: all of its state but the tensors.</summary>
internal sealed class TrainingProgress
{
    /// <summary>Epoch in work, 1-based over all stages; one more than the last at the end.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>Batches of the epoch that are done.</summary>
    public int Batch { get; set; }

    /// <summary>Rows of those batches.</summary>
    public int Rows { get; set; }

    /// <summary>Sum of loss x weight over those batches.</summary>
    public double LossSum { get; set; }

    /// <summary>Sum of the rows' weights over those batches.</summary>
    public double WeightSum { get; set; }

    /// <summary>The same over the batches of an unfinished group, whose gradients wait for the step.</summary>
    public double GroupWeight { get; set; }

    /// <summary>Optimiser steps of the whole training.</summary>
    public long Steps { get; set; }

    /// <summary>Wall time of the epoch's batches, in seconds.</summary>
    public double Seconds { get; set; }

    /// <summary>Part of it spent waiting for rows.</summary>
    public double WaitedSeconds { get; set; }

    /// <summary>Whether the observer has ended the training.</summary>
    public bool StoppedByObserver { get; set; }

    /// <summary>The epochs that have ended, with the divergences of their rows where a checkpoint wants them.</summary>
    public List<EpochReport> Reports { get; init; } = [];

    /// <summary>Goes to the start of an epoch.</summary>
    public void Enter(int epoch)
    {
        (Epoch, Batch, Rows) = (epoch, 0, 0);
        (LossSum, WeightSum, GroupWeight, Seconds, WaitedSeconds) = (0, 0, 0, 0, 0);
    }
}
