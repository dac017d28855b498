namespace Hms.Training.Optimization;

/// <summary>The learning rate of each epoch.</summary>
public abstract record LearningRateSchedule
{
    /// <summary>The learning rate of one epoch.</summary>
    /// <param name="learningRate">The optimiser's learning rate.</param>
    /// <param name="epoch">Epoch, 1-based.</param>
    /// <param name="epochCount">Number of epochs.</param>
    public abstract double Rate(double learningRate, int epoch, int epochCount);
}
