using Hms.Tuning.Running.Terminators;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>Decides whether another trial is begun. All but the clock depends only on the trials that this trial would see, so that a resumed sweep ends at the same one.</summary>
/// <param name="options">The budgets.</param>
/// <param name="study">Name and directions.</param>
/// <param name="deadline">When the time is up; null for never.</param>
/// <param name="firstOfRun">First number that this run works on: failures in a row count from there, so that a resumed sweep gets a new chance.</param>
internal sealed class SweepLimits(SweepOptions options, Study study, DateTimeOffset? deadline, int firstOfRun)
{
    private bool _isTimeUp;

    /// <summary>Time until the deadline by the wall clock, which workers share; null where there is none. Once 0 it stays 0, also when the clock is set back.</summary>
    public TimeSpan? TimeLeft()
    {
        if (deadline is not { } end) { return null; }
        var left = end - options.Clock.GetUtcNow();
        _isTimeUp |= left <= TimeSpan.Zero;
        return _isTimeUp ? TimeSpan.Zero : left;
    }

    /// <summary>The ending when the time is up; null before.</summary>
    public SweepEnding? Time(int number) => TimeLeft() == TimeSpan.Zero
        ? new SweepEnding(SweepEndingKind.TimeUp, options.TimeBudget is { } budget ? $"The time budget of {budget} is used up." : "The time is up.", number)
        : null;

    /// <summary>Why trial n is not begun, beside the time; null when it is.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="visible">The trials that it would learn from.</param>
    public SweepEnding? Check(int number, IReadOnlyList<Trial> visible)
    {
        if (options.Trials is { } trials && number >= trials) { return new SweepEnding(SweepEndingKind.TrialsDone, $"The study has its {trials} trials.", number); }
        return Reports(number, visible) ?? Terminators(number, visible) ?? Failures(number, visible);
    }

    private SweepEnding? Reports(int number, IReadOnlyList<Trial> visible)
    {
        if (options.ReportBudget is not { } budget) { return null; }
        var reports = visible.Sum(x => (long)x.IntermediateValues.Count);
        return reports < budget ? null : new SweepEnding(SweepEndingKind.ReportsUsedUp, $"The budget of {budget} reports is used up: {visible.Count} trials made {reports}.", number);
    }

    private SweepEnding? Terminators(int number, IReadOnlyList<Trial> visible)
    {
        if (options.Terminators.Count == 0) { return null; }
        var context = new TerminationContext { Directions = options.Directions, TrialNumber = number, History = visible };
        var reason = options.Terminators.Select(x => x.ReasonToStop(context)).FirstOrDefault(x => x is not null);
        return reason is null ? null : new SweepEnding(SweepEndingKind.Terminated, reason, number);
    }

    private SweepEnding? Failures(int number, IReadOnlyList<Trial> visible)
    {
        var failures = 0;
        for (var i = visible.Count - 1; i >= 0 && visible[i].Number >= firstOfRun && IsFailure(visible[i]); i--) { failures++; }
        if (failures < options.MaximumConsecutiveFailures) { return null; }
        var last = visible[^1];
        return new SweepEnding(SweepEndingKind.TooManyFailures, $"The last {failures} trials of study '{study.Name}' failed; the sweep was stopped. Trial {last.Number}: {last.Failure?.Type}: {last.Failure?.Message}", number);
    }

    private static bool IsFailure(Trial trial) => trial.State == TrialState.Fail && trial.Failure?.Type != SweepControl.StoppedFailure;
}
