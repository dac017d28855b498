using System.Text.Json.Nodes;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>Why the same options and seed would not give the same study again.</summary>
internal static class Repeatability
{
    private const string EarlierRun = "An earlier run: ";
    private const string TimeBudget = "There was a time budget of ";

    /// <summary>Reasons that lie in the options.</summary>
    public static IReadOnlyList<string> Reasons(SweepOptions options)
    {
        var reasons = new List<string>();
        if (options.Order == SweepOrder.Eager && options.Parallelism > 1) { reasons.Add("The order is eager: which trials a new one learns from depends on the clock."); }
        if (options.TimeBudget is { } budget) { reasons.Add($"{TimeBudget}{budget}: how many trials fit depends on the machine."); }
        return reasons;
    }

    /// <summary>Reasons that lie in the options and in what happened.</summary>
    /// <param name="options">The options of this run.</param>
    /// <param name="trials">All trials.</param>
    /// <param name="recorded">The attributes of the study.</param>
    public static IReadOnlyList<string> Reasons(SweepOptions options, IReadOnlyList<Trial> trials, IReadOnlyDictionary<string, string> recorded)
    {
        var reasons = Reasons(options).ToList();
        void Add(string what, Func<Trial, bool> isReason)
        {
            var numbers = trials.Where(isReason).Select(x => x.Number).ToList();
            if (numbers.Count > 0) { reasons.Add($"{what}: {(numbers.Count == 1 ? "trial" : "trials")} {string.Join(", ", numbers.Take(10))}{(numbers.Count > 10 ? ", ..." : "")}."); }
        }
        var firstTrials = StudyOpener.FirstTrialCount(recorded) ?? options.FirstTrials.Count;
        Add("Stopped by request", x => x.UserAttributes.ContainsKey(SweepControl.StoppedAttribute));
        Add("Run by another program", x => x.State != TrialState.Waiting && x.Owner.Length == 0);
        Add("Enqueued after the study was made", x => x.FixedParameters.Count > 0 && x.Number >= firstTrials);
        Add("Failed because its process died", AttemptRules.IsOfDeadWorker);
        return [.. reasons, .. OfEarlierRuns(recorded).Where(x => !reasons.Contains(x)).Select(x => x.StartsWith(EarlierRun, StringComparison.Ordinal) ? x : EarlierRun + x).Distinct()];
    }

    /// <summary>What the options of earlier runs did; what is seen in the trials is found there again.</summary>
    private static IEnumerable<string> OfEarlierRuns(IReadOnlyDictionary<string, string> recorded)
    {
        if (!recorded.TryGetValue(SweepConclusion.NotRepeatableAttribute, out var json) || JsonNode.Parse(json) is not JsonArray texts) { return []; }
        return texts.Select(x => x!.GetValue<string>()).Where(x => x.StartsWith(EarlierRun, StringComparison.Ordinal) || x.StartsWith(TimeBudget, StringComparison.Ordinal));
    }
}
