using Hms.Tuning.Studies;

namespace Hms.Tuning.Pruners;

/// <summary>Comparing a trial with others at one step.</summary>
internal static class StepComparison
{
    /// <summary>The rules that the options of such a comparison break.</summary>
    public static void AddErrors(List<string> errors, int minimumTrialsAtStep, MedianComparison compare)
    {
        if (minimumTrialsAtStep < 1) { errors.Add($"MinimumTrialsAtStep {minimumTrialsAtStep} must be at least 1."); }
        if (!Enum.IsDefined(compare)) { errors.Add($"Compare {compare} must be {nameof(MedianComparison.BestSoFar)} or {nameof(MedianComparison.Latest)}."); }
    }

    /// <summary>The step just reported holds a NaN.</summary>
    public static bool IsBroken(PruningContext context) => Objectives(context).Any(double.IsNaN);

    /// <summary>All objectives of the step just reported.</summary>
    public static IReadOnlyList<double> Objectives(PruningContext context) =>
        context.Directions.Count > 1 && context.IntermediateObjectives.TryGetValue(context.Step, out var values) ? values : [context.IntermediateValues[context.Step]];

    /// <summary>The value that is compared.</summary>
    public static double Judged(PruningContext context, MedianComparison compare)
    {
        if (compare == MedianComparison.Latest) { return context.IntermediateValues[context.Step]; }
        var numbers = context.IntermediateValues.Values.Where(x => !double.IsNaN(x));
        return context.Direction == StudyDirection.Minimize ? numbers.Min() : numbers.Max();
    }

    /// <summary>Whether the first value is worse than the second.</summary>
    public static bool IsWorse(double value, double other, StudyDirection direction) => direction == StudyDirection.Minimize ? value > other : value < other;

    /// <summary>Percentile, from the best end, of sorted values; linear between the order statistics.</summary>
    /// <param name="ascending">At least one value, without NaN.</param>
    /// <param name="percent">0 to 100.</param>
    /// <param name="direction">Which end is the best.</param>
    public static double Percentile(double[] ascending, double percent, StudyDirection direction)
    {
        var at = 0.01 * (direction == StudyDirection.Minimize ? percent : 100 - percent) * (ascending.Length - 1);
        var below = (int)at;
        if (at == below || below + 1 >= ascending.Length || ascending[below] == ascending[below + 1]) { return ascending[below]; }
        return ascending[below] + (at - below) * (ascending[below + 1] - ascending[below]);
    }

    /// <summary>How many of the points are better than the trial's step in all objectives, and how many points there are.</summary>
    public static (int Better, int All) Dominating(PruningContext context, IReadOnlyList<IReadOnlyList<double>> points)
    {
        var own = Objectives(context);
        return (points.Count(x => IsBetterInAll(x, own, context.Directions)), points.Count);
    }

    /// <summary>Whether a point is better than another in every objective; a missing or NaN objective never is.</summary>
    public static bool IsBetterInAll(IReadOnlyList<double> point, IReadOnlyList<double> own, IReadOnlyList<StudyDirection> directions)
    {
        if (point.Count != own.Count) { return false; }
        for (var i = 0; i < own.Count; i++)
        {
            if (!IsWorse(own[i], point[i], directions[i])) { return false; }
        }
        return true;
    }
}
