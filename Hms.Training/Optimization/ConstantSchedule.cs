namespace Hms.Training.Optimization;

/// <summary>The same learning rate in every epoch.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc />
    public override double Rate(double learningRate, int epoch, int epochCount) => learningRate;
}
