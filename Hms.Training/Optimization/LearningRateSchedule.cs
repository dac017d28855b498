namespace Hms.Training.Optimization;

/// <summary>The learning rate of each optimiser step: a function of where the training stands, without state of its own.</summary>
public abstract record LearningRateSchedule
{
    /// <summary>The values of one optimiser step.</summary>
    /// <param name="learningRate">The optimiser's learning rate.</param>
    /// <param name="moment">Where the training stands.</param>
    public abstract ScheduleValues At(double learningRate, ScheduleMoment moment);

    /// <summary>All errors of the options; empty where there are none.</summary>
    public virtual IReadOnlyList<string> Validate() => [];
}
