namespace Hms.Tuning.Pruners;

/// <summary>When pruners act: after enough complete trials, past the warm-up, before the trial's last report.</summary>
internal static class PruningSchedule
{
    private const int WarmupDivisor = 10;

    /// <summary>A tenth, rounded up, at least 1.</summary>
    public static int Tenth(int steps) => Part(steps, WarmupDivisor);

    /// <summary>One part of so many, rounded up, at least 1.</summary>
    public static int Part(int steps, int parts) => Math.Max(1, (steps + parts - 1) / parts);

    /// <summary>The moment of a pruner that judges step by step.</summary>
    public static PruningMoment At(StepPrunerOptions options, PruningContext context, PruningIndex index)
    {
        var moment = At((PrunerOptions)options, context, index);
        return moment == PruningMoment.Judged && !IsJudged(options, index, context.IntermediateValues.Count) ? PruningMoment.NotJudged : moment;
    }

    /// <summary>The moment of a pruner that knows by itself which reports it judges.</summary>
    public static PruningMoment At(PrunerOptions options, PruningContext context, PruningIndex index)
    {
        if (index.Complete.Count < options.StartupTrials) { return PruningMoment.TooFewComplete; }
        return IsLast(options, index, context.IntermediateValues.Count) ? PruningMoment.LastReport : PruningMoment.Judged;
    }

    /// <summary>Whether a report of this number, from 1, is past the warm-up and on the interval.</summary>
    public static bool IsJudged(StepPrunerOptions options, PruningIndex index, int reports)
    {
        var warmup = options.WarmupSteps ?? Tenth(options.TotalSteps ?? index.MostReports);
        return reports > warmup && (reports - warmup - 1) % options.IntervalSteps == 0;
    }

    /// <summary>Whether the trial's work is done. A number learnt from others does not bind a longer trial: what it reports beyond is judged again.</summary>
    public static bool IsLast(PrunerOptions options, PruningIndex index, int reports) =>
        options.TotalSteps is { } total ? reports >= total : reports == index.MostReports;
}
