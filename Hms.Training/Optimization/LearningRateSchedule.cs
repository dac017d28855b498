namespace Hms.Training.Optimization;

/// <summary>The learning rate of each optimiser step: a function of where the training stands, without state of its own.</summary>
/// <remarks>The same rates, step for step, as those of the class of torch.optim.lr_scheduler that each schedule names; checked in ScheduleGoldenTests.</remarks>
public abstract record LearningRateSchedule
{
    /// <summary>The values of one optimiser step.</summary>
    /// <param name="learningRate">The optimiser's learning rate.</param>
    /// <param name="moment">Where the training stands.</param>
    public abstract ScheduleValues At(double learningRate, ScheduleMoment moment);

    /// <summary>All errors of the options; empty where there are none.</summary>
    public virtual IReadOnlyList<string> Validate() => [];

    /// <summary>All errors of the options for a training of so many epochs; empty where there are none.</summary>
    /// <param name="epochCount">Number of epochs planned.</param>
    public virtual IReadOnlyList<string> Validate(int epochCount) => Validate();

    /// <summary>Half a cosine from one value to another.</summary>
    /// <param name="start">Value at share 0.</param>
    /// <param name="end">Value at share 1.</param>
    /// <param name="share">How far, in [0, 1].</param>
    private protected static double Cosine(double start, double end, double share) => end + (start - end) / 2 * (1 + Math.Cos(Math.PI * share));

    /// <summary>The errors of a lowest learning rate.</summary>
    private protected static IEnumerable<string> ValidateMinimum(double minimum) =>
        minimum >= 0 && double.IsFinite(minimum) ? [] : [FormattableString.Invariant($"Minimum learning rate {minimum} must be 0 or more.")];

    /// <summary>The errors of a factor by which a learning rate falls.</summary>
    private protected static IEnumerable<string> ValidateGamma(double gamma) =>
        gamma is > 0 and <= 1 ? [] : [FormattableString.Invariant($"Gamma {gamma} must be above 0 and at most 1.")];

    /// <summary>The errors of an interval.</summary>
    private protected static IEnumerable<string> ValidateInterval(ScheduleInterval interval) =>
        Enum.IsDefined(interval) ? [] : [$"Interval {interval} is unknown; it is one of {string.Join(", ", Enum.GetNames<ScheduleInterval>())}."];
}
